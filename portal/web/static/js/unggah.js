/* Peningkatan saja: unggah satu per satu dengan kemajuan, seret-lepas, dan keadaan baca yang diperbarui sendiri. */
(() => {
  const LIMIT_RETRIES = 6;
  const make = (tag, className, text) => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text) element.textContent = text;
    return element;
  };

  /* Antrean: tiap berkas berjalan sendiri dan tidak menunggu yang lain selesai dibaca */
  const form = document.querySelector('form[data-unggah]');
  if (form) setUpUpload(form);

  function setUpUpload(form) {
    const input = form.querySelector('input[type=file]');
    const drop = form.querySelector('[data-jatuhkan]');
    const list = form.querySelector('[data-antre]');
    const news = form.querySelector('[data-kabar]');
    const button = form.querySelector('[data-kirim]');
    const limit = Number(form.dataset.batas) * 1e6;
    let number = 0;
    let line = Promise.resolve();

    button.hidden = true;
    input.addEventListener('change', () => { take(input.files); input.value = ''; });
    for (const name of ['dragenter', 'dragover']) drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add('di-atas'); });
    for (const name of ['dragleave', 'drop']) drop.addEventListener(name, () => drop.classList.remove('di-atas'));
    drop.addEventListener('drop', (event) => { event.preventDefault(); take(event.dataTransfer.files); });

    function take(files) {
      const unit = form.elements.unit;
      if (!unit.value) { unit.focus(); news.textContent = 'Pilih unit pemrakarsa dulu.'; return; }
      list.hidden = false;
      for (const file of files) {
        const row = addRow(file);
        if (file.size > limit) {
          refuse(row, `${file.name} lebih besar dari ${form.dataset.batas} MB. Pindai ulang dengan 200 dpi, lalu unggah lagi.`);
          continue;
        }
        const order = number++;
        line = line.then(() => send(file, row, unit.value, order, 0));
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
      return { row, text, bar, name: file.name };
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

    function send(file, row, unit, order, attempt) {
      return new Promise((done) => {
        const body = new FormData();
        body.append('csrf_token', form.elements.csrf_token.value);
        body.append('key', form.elements.key.value);
        body.append('unit', unit);
        body.append('urutan', String(order));
        body.append('berkas', file, file.name);
        const request = new XMLHttpRequest();
        const started = Date.now();
        request.open('POST', form.dataset.unggah);
        request.responseType = 'json';
        request.upload.onprogress = (event) => {
          if (!event.lengthComputable) return;
          const part = event.loaded / event.total;
          const left = Math.round((Date.now() - started) / 1000 * (1 - part) / Math.max(part, 0.01));
          row.bar.value = Math.round(part * 100);
          row.text.textContent = part < 1 ? `Mengunggah ${Math.round(part * 100)}%${left > 2 ? `, sekitar ${left} detik lagi` : ''}` : 'Memeriksa dan menyimpan';
        };
        request.onload = () => { finish(request, row, file); done(); };
        request.onerror = () => retry();
        request.ontimeout = () => retry();
        /* Kunci yang sama dikirim lagi: yang sudah diterima tidak tersimpan dua kali. */
        const retry = () => {
          if (attempt >= LIMIT_RETRIES) { refuse(row, `${file.name} belum terkirim karena sambungan terputus. Pilih lagi berkas itu.`); done(); return; }
          row.text.textContent = 'Sambungan terputus. Dicoba lagi sendiri; jangan tutup halaman ini.';
          setTimeout(() => send(file, row, unit, order, attempt + 1).then(done), Math.min(30000, 1000 * 2 ** attempt));
        };
        request.send(body);
      });
    }

    function finish(request, row, file) {
      const answer = request.response || {};
      if (request.status === 201) {
        row.bar.remove();
        row.text.textContent = `Tersimpan sebagai draf ${answer.kode}`;
        const link = make('a', 'btn mungil', 'Periksa data');
        link.href = answer.url;
        link.append(make('span', 'vh', ` ${file.name}`));
        row.row.append(link);
        news.textContent = `${file.name} tersimpan.`;
        watch(answer.state_url, (state) => { if (state.berkas[0]) row.text.textContent = `${answer.kode}: ${state.berkas[0].teks}`; });
      } else if (request.status === 401 || request.status === 403) {
        refuse(row, 'Sesi Anda sudah berakhir. Masuk lagi, lalu unggah berkas ini.');
      } else {
        refuse(row, answer.detail || `${file.name} belum dapat disimpan. Coba lagi sebentar lagi.`, answer.url);
      }
    }
  }

  /* Keadaan baca diperbarui sendiri, makin jarang, dan berhenti bila selesai */
  const place = document.querySelector('[data-keadaan-url]');
  const read = new Set();
  let asked = 0;
  if (place) watch(place.dataset.keadaanUrl, (state) => {
    asked += 1;
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
        if (asked > 1) offerReload('Halaman berkas sudah dapat dilihat. ');
      }
    }
    if (state.selesai) offerReload('Berkas selesai dibaca. ');
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
