/* Peningkatan saja: unggah per bagian yang dapat dilanjutkan, dengan kemajuan tiap berkas, dan keadaan baca yang diperbarui sendiri. */
(() => {
  const MIB = 1024 * 1024;
  /* Bita satu bagian: sesudah terputus, tidak pernah lebih dari satu bagian yang dikirim ulang. */
  const PART = { first: MIB / 2, least: MIB / 8, most: 4 * MIB };
  const QUICK = 1500;
  const SLOW = 8000;
  const PATIENCE = 60000;
  const MOST_FAILURES = 120;
  const make = (tag, className, text) => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text) element.textContent = text;
    return element;
  };
  const size = (bytes) => `${(bytes / 1e6).toLocaleString('id-ID', { maximumFractionDigits: 1 })} MB`;
  /* Menunggu, tetapi tidak lebih lama daripada sampai sambungan kembali. */
  const pause = (ms) => new Promise((done) => {
    const go = () => { clearTimeout(timer); removeEventListener('online', go); done(); };
    const timer = setTimeout(go, ms);
    addEventListener('online', go);
  });

  /* Nama, ukuran, dan waktu yang sama belum berarti berkas yang sama. Tanpa sidik, hanya unggahan ini sendiri yang dilanjutkan. */
  async function identity(file) {
    try {
      const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
      return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    } catch {
      return `acak-${[...crypto.getRandomValues(new Uint8Array(16))].join('-')}`;
    }
  }

  /* Antrean: tiap berkas berjalan sendiri dan tidak menunggu yang lain selesai disimpan atau dibaca */
  const form = document.querySelector('form[data-unggah]');
  if (form) setUpUpload(form);

  function setUpUpload(form) {
    const input = form.querySelector('input[type=file]');
    const drop = form.querySelector('[data-jatuhkan]');
    const list = form.querySelector('[data-antre]');
    const news = form.querySelector('[data-kabar]');
    const button = form.querySelector('[data-kirim]');
    const limit = Number(form.dataset.batas) * 1e6;
    let token = form.elements.csrf_token.value;
    let line = Promise.resolve();
    let running = 0;

    button.hidden = true;
    input.addEventListener('change', () => { take([...input.files]); input.value = ''; });
    for (const name of ['dragenter', 'dragover']) drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add('di-atas'); });
    for (const name of ['dragleave', 'drop']) drop.addEventListener(name, () => drop.classList.remove('di-atas'));
    drop.addEventListener('drop', (event) => { event.preventDefault(); take([...event.dataTransfer.files]); });
    addEventListener('beforeunload', (event) => { if (running) event.preventDefault(); });

    function take(files) {
      const unit = form.elements.unit;
      if (!unit.value) { unit.focus(); news.textContent = 'Pilih unit pemrakarsa dulu.'; return; }
      list.hidden = false;
      form.querySelector('[data-belum-selesai]')?.remove();
      for (const file of files) {
        const row = addRow(file);
        if (file.size > limit) {
          refuse(row, `${file.name} lebih besar dari ${form.dataset.batas} MB. Pindai ulang dengan 200 dpi, lalu unggah lagi.`);
          continue;
        }
        const job = { file, row, unit: unit.value, place: null, offset: 0, part: PART.first, failures: 0 };
        running += 1;
        /* Berikutnya mulai terkirim selagi yang ini diperiksa dan disimpan. */
        line = line.then(() => attempt(job, sendParts)).then((is_whole) => {
          (is_whole ? attempt(job, conclude) : Promise.resolve()).then(() => { running -= 1; if (!running) openHere(); });
        });
      }
    }

    function addRow(file) {
      const row = make('li');
      const name = make('span', 'nm');
      name.append(make('span', '', file.name));
      const text = make('span', 'redup xs', 'Menunggu giliran');
      const bar = make('progress');
      bar.max = 100;
      bar.value = 0;
      bar.setAttribute('aria-label', `Kemajuan mengunggah ${file.name}`);
      row.append(name, text, bar);
      list.append(row);
      return { row, text, bar };
    }

    function refuse(row, reason, url) {
      row.bar.remove();
      row.text.className = 'galat';
      row.text.textContent = reason;
      if (url) {
        const link = make('a', 'btn dua mungil', 'Buka naskah itu');
        link.href = url;
        row.row.append(link);
      }
      news.textContent = reason;
    }

    /* Satu langkah, diulang sampai berhasil atau ditolak: sambungan yang putus dan sesi yang habis tidak menghapus apa pun. */
    async function attempt(job, step) {
      for (;;) {
        try {
          await step(job);
          return true;
        } catch (problem) {
          if (problem.status === undefined) throw problem;
          const answer = problem.body || {};
          if (problem.status === 409 && answer.offset !== undefined) { job.offset = answer.offset; continue; }
          if ([400, 401, 403].includes(problem.status)) { await signedInAgain(job.row); job.place = null; continue; }
          if ([413, 422, 507].includes(problem.status)) {
            refuse(job.row, answer.detail || `${job.file.name} tidak dapat diterima.`, answer.url);
            return false;
          }
          job.failures += 1;
          if (job.failures > MOST_FAILURES) {
            refuse(job.row, `${job.file.name} belum terkirim seluruhnya karena sambungan terputus. Pilih lagi berkas itu; unggahannya dilanjutkan.`);
            return false;
          }
          if (problem.status === 0) {
            job.row.text.textContent = `Sambungan terputus pada ${size(job.offset)}. Dilanjutkan sendiri begitu tersambung.`;
            job.part = Math.max(PART.least, job.part / 2);
          }
          /* Yang sudah sampai ditanyakan dulu, supaya tidak dikirim dua kali. */
          job.place = null;
          await pause(problem.status === 409 ? 500 : Math.min(5000, 500 * 2 ** Math.min(job.failures, 4)));
        }
      }
    }

    async function sendParts(job) {
      const { file, row } = job;
      if (!job.place) {
        job.sidik ||= await identity(file);
        const fields = new FormData();
        for (const [name, value] of [['nama', file.name], ['ukuran', file.size], ['diubah', file.lastModified], ['sidik', job.sidik], ['unit', job.unit], ['dari', form.elements.dari?.value || ''], ['sebagai', form.elements.sebagai?.value || '']]) fields.append(name, value);
        job.place = await ask('POST', form.dataset.bagian, { body: fields });
        job.offset = job.place.offset;
      }
      const began = { at: Date.now(), offset: job.offset };
      const show = (sent) => {
        const speed = (sent - began.offset) / Math.max(1, Date.now() - began.at);
        const left = speed > 0 ? Math.round((file.size - sent) / speed / 1000) : 0;
        row.bar.value = 100 * sent / file.size;
        row.text.textContent = `Mengunggah ${Math.floor(100 * sent / file.size)}%${left > 2 ? `, sekitar ${left} detik lagi` : ''}`;
      };
      while (job.offset < file.size) {
        const from = job.offset;
        const started = Date.now();
        const answer = await ask('PUT', job.place.url, {
          body: file.slice(from, from + job.part),
          headers: { 'Upload-Offset': String(from), 'Content-Type': 'application/offset+octet-stream' },
          progress: (loaded) => show(Math.min(file.size, from + loaded)),
        });
        job.offset = answer.offset;
        job.failures = 0;
        const took = Date.now() - started;
        if (took < QUICK) job.part = Math.min(PART.most, job.part * 2);
        if (took > SLOW) job.part = Math.max(PART.least, job.part / 2);
      }
      row.text.textContent = 'Memeriksa dan menyimpan';
    }

    async function conclude(job) {
      if (!job.place) await sendParts(job);
      const answer = await ask('POST', job.place.finish_url, { body: new FormData() });
      const { row, file } = job;
      row.bar.remove();
      row.text.textContent = `Tersimpan sebagai draf ${answer.kode}`;
      const link = make('a', 'btn mungil', 'Periksa data');
      link.href = answer.url;
      /* Halaman ini masih mengirim: naskah yang sudah siap dibuka di sebelahnya. */
      link.append(make('span', 'vh', ` ${file.name}`));
      if (running > 1) {
        link.target = '_blank';
        link.rel = 'noopener';
        link.append(make('span', 'vh', ' di tab baru'));
      }
      row.row.append(link);
      news.textContent = `${file.name} tersimpan.`;
      watch(answer.state_url, (state) => {
        if (state.berkas[0]) row.text.textContent = `${answer.kode}: ${state.berkas[0].teks}`;
        if (state.kembar) warnOfTwin(row, file.name, state.kembar);
      });
    }

    /* Sesudah terbaca: naskah yang sama mungkin sudah tersimpan dari pindaian lain. */
    function warnOfTwin(row, name, url) {
      const link = make('a', 'btn dua mungil', 'Mungkin naskah yang sama: lihat');
      link.append(make('span', 'vh', ` ${name}`));
      link.href = url;
      row.row.append(link);
      news.textContent = `${name} mungkin sama dengan naskah yang sudah tersimpan.`;
    }

    function openHere() {
      for (const link of list.querySelectorAll('a[target]')) {
        link.removeAttribute('target');
        link.lastChild.remove();
      }
    }

    function ask(method, url, { body, headers = {}, progress } = {}) {
      return new Promise((done, fail) => {
        const request = new XMLHttpRequest();
        request.open(method, url);
        request.responseType = 'json';
        request.timeout = PATIENCE;
        request.setRequestHeader('X-CSRFToken', token);
        for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
        if (progress) request.upload.onprogress = (event) => progress(event.loaded);
        request.onload = () => (request.status < 300 ? done(request.response) : fail({ status: request.status, body: request.response }));
        request.onerror = request.ontimeout = request.onabort = () => fail({ status: 0 });
        request.send(body);
      });
    }

    /* Masuk lagi di tab lain memberi tanda baru; ia dibaca dari halaman ini sendiri dan tidak disimpan di mana pun. */
    async function signedInAgain(row) {
      if (await freshToken()) return;
      const link = make('a', 'btn mungil', 'Masuk lagi di tab baru');
      link.href = form.dataset.masuk;
      link.target = '_blank';
      link.rel = 'noopener';
      const again = make('button', 'btn dua mungil', 'Lanjutkan');
      again.type = 'button';
      row.text.textContent = 'Sesi Anda berakhir. Masuk lagi, lalu kembali ke sini; unggahan dilanjutkan.';
      news.textContent = row.text.textContent;
      row.row.append(link, again);
      await new Promise((done) => {
        const look = async () => { if (await freshToken()) { removeEventListener('focus', look); done(); } };
        again.addEventListener('click', look);
        addEventListener('focus', look);
      });
      link.remove();
      again.remove();
    }

    async function freshToken() {
      try {
        const page = await window.halamanDari(location.pathname);
        const found = page.querySelector('form[data-unggah] [name=csrf_token]');
        const is_new = Boolean(found) && found.value !== token;
        if (is_new) token = form.elements.csrf_token.value = found.value;
        return is_new;
      } catch { return false; }
    }
  }

  /* Keadaan baca diperbarui sendiri, makin jarang, dan berhenti bila selesai */
  const place = document.querySelector('[data-keadaan-url]');
  const read = new Set();
  let asked = 0;
  /* Formulir memperbarui dirinya sendiri; hanya halaman lain yang perlu dimuat ulang. */
  const isForm = Boolean(document.querySelector('form[data-naskah]'));
  if (place) watch(place.dataset.keadaanUrl, (state) => {
    asked += 1;
    document.dispatchEvent(new CustomEvent('keadaan-baca', { detail: state }));
    for (const berkas of state.berkas) {
      const row = place.querySelector(`[data-berkas="${berkas.id}"]`);
      if (!row) continue;
      const text = row.querySelector('[data-keadaan-teks]') || row.querySelector('[data-keadaan] .lencana');
      if (text) text.textContent = berkas.teks;
      const bar = row.querySelector('progress');
      if (bar && berkas.total) { bar.max = berkas.total; bar.value = berkas.progress; }
      else if (bar && berkas.keadaan !== 'dibaca') bar.remove();
      if (berkas.terbaca && !read.has(berkas.id)) {
        read.add(berkas.id);
        if (asked > 1 && !isForm) offerReload('Halaman berkas sudah dapat dilihat. ');
      }
    }
    if (state.selesai && (!isForm || state.kembar)) offerReload(state.kembar ? 'Berkas selesai dibaca, dan mungkin naskah yang sama sudah tersimpan. ' : 'Berkas selesai dibaca. ');
  });

  /* Halaman tidak dimuat ulang sendiri: yang sedang diketik akan hilang. */
  let offer = null;
  function offerReload(news) {
    if (!offer) {
      const box = make('div', 'pemberitahuan');
      box.setAttribute('role', 'status');
      offer = make('p', '');
      box.append(offer);
      place.before(box);
    }
    const link = make('a', '', 'Muat ulang untuk melihat hasilnya');
    link.href = location.pathname;
    offer.replaceChildren(news, link);
  }

  function watch(url, show) {
    let pause = 1500;
    const ask = async () => {
      try {
        const answer = await fetch(url, { headers: { Accept: 'application/json' } });
        if (!answer.ok) return;
        const state = await answer.json();
        show(state);
        if (state.selesai) return;
      } catch { /* jaringan putus: tanya lagi nanti */ }
      pause = Math.min(pause * 1.3, 15000);
      setTimeout(ask, pause);
    };
    setTimeout(ask, pause);
  }
})();
