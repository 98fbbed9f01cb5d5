/* Peningkatan saja: draf tersimpan sendiri, dan yang sudah diketik kembali setelah sesi berakhir. */
(() => {
  const PREFIX = 'isian:';
  const REST = 3000;
  const form = document.querySelector('form[data-naskah]');
  if (!form) return;
  const note = form.querySelector('[data-tersimpan]');
  const mine = `${PREFIX}${form.dataset.pemakai}:`;
  const key = mine + form.dataset.naskah;

  /* Tanda formulir tidak pernah ikut disimpan. */
  const values = () => [...new FormData(form)].filter(([name]) => name !== 'csrf_token' && name !== 'aksi');
  const same = (left, right) => JSON.stringify(left.filter(isTyped)) === JSON.stringify(right.filter(isTyped));
  const isTyped = ([name]) => name !== 'version' && name !== 'seen' && name !== 'tersentuh';
  const read = () => { try { return JSON.parse(sessionStorage.getItem(key)); } catch { return null; } };
  const keep = (more) => { try { sessionStorage.setItem(key, JSON.stringify({ values: values(), version: form.elements.version.value, ...more })); } catch { /* penuh atau dimatikan */ } };
  const forget = () => { try { sessionStorage.removeItem(key); } catch { /* dimatikan */ } };

  /* Isian orang lain di peramban bersama dibuang. */
  try {
    for (const name of Object.keys(sessionStorage)) if (name.startsWith(PREFIX) && !name.startsWith(mine)) sessionStorage.removeItem(name);
  } catch { /* dimatikan */ }

  /* Halaman yang menjawab kiriman memuat isian yang belum tersimpan. */
  const isUnsaved = 'belum' in form.dataset;
  let saved = isUnsaved ? [] : values();
  let timer = 0;
  let isSaving = false;
  if (isUnsaved) { keep(); plan(); } else bringBack(read());

  function bringBack(kept) {
    if (!kept) return;
    const isSame = kept.version === form.elements.version.value;
    if (same(kept.values, saved) || (kept.sent && !isSame)) { forget(); return; }
    /* Peladen menyusun ulang formulirnya, termasuk baris pihak yang belum pernah tersimpan. */
    const send = () => {
      const back = document.createElement('form');
      back.method = 'post';
      back.action = form.action;
      back.hidden = true;
      for (const [name, value] of [...kept.values, ['csrf_token', form.elements.csrf_token.value], ['aksi', 'pulihkan']]) {
        const field = document.createElement('textarea');
        field.name = name;
        field.value = value;
        back.append(field);
      }
      document.body.append(back);
      back.submit();
    };
    if (isSame) { send(); return; }
    const box = document.createElement('div');
    box.className = 'pemberitahuan';
    box.setAttribute('role', 'status');
    const text = document.createElement('p');
    text.textContent = 'Ada isian Anda yang belum tersimpan, tetapi naskah ini sudah berubah sesudahnya. ';
    const again = button('Kembalikan isian', send);
    const drop = button('Buang', () => { forget(); box.remove(); });
    box.append(text, again, drop);
    form.before(box);
  }

  function button(text, act) {
    const made = document.createElement('button');
    made.type = 'button';
    made.className = 'btn dua mungil';
    made.textContent = text;
    made.addEventListener('click', act);
    return made;
  }

  function say(text, link) {
    note.textContent = text;
    if (!link) return;
    const door = document.createElement('a');
    door.href = link;
    door.textContent = 'Masuk lagi';
    note.append(' ', door);
  }

  /* Saran tidak pernah tersimpan sendiri: hanya bidang yang disentuh orang. */
  const touched = form.elements.tersentuh;
  const touch = (field) => {
    if (!touched || !field.name) return;
    if (field.name === 'diperiksa') return;
    touched.value = [...new Set([...touched.value.split(','), field.name])].filter(Boolean).join(',');
    const doubt = field.closest('[data-ragu]');
    if (doubt) accept(doubt);
  };

  /* Mencocokkan: Enter berarti sesuai, dan membawa ke bidang ragu berikutnya; sesudah yang terakhir, ke bawah. */
  const doubts = () => [...form.querySelectorAll('[data-ragu]')];
  const tick = (field) => field.querySelector('input[name=diperiksa]');
  const input = (field) => field.querySelector('.isian, .centang input:checked, .centang input');
  function accept(field) {
    const box = tick(field);
    if (box) box.checked = true;
    mark(field);
  }
  function mark(field) {
    field.classList.toggle('dicocokkan', Boolean(tick(field)?.checked));
    const left = doubts().filter((one) => !tick(one)?.checked).length;
    const head = form.querySelector('[data-kepala]');
    if (head) head.textContent = left ? `Periksa ${left} bidang kuning; Enter bila sesuai.` : 'Semua bidang sudah dicocokkan.';
  }
  function goOn() {
    const next = doubts().find((one) => !tick(one)?.checked);
    const target = next ? input(next) : form.elements.is_checked || form.querySelector('[value=kirim]');
    if (!target) return;
    next?.closest('details')?.setAttribute('open', '');
    target.focus({ preventScroll: true });
    (next || target).scrollIntoView({ block: 'center' });
  }
  form.addEventListener('change', (event) => { if (event.target.name === 'diperiksa') mark(event.target.closest('[data-ragu]') || form); });
  form.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || event.isComposing) return;
    if (event.altKey) { event.preventDefault(); form.querySelector('button[value=kirim]')?.click(); return; }
    const field = event.target.closest('[data-ragu]');
    if (!field || event.shiftKey || event.target.matches('button, a, summary')) return;
    event.preventDefault();
    accept(field);
    keep();
    plan();
    goOn();
  });
  if (doubts().length && !document.querySelector('[data-fokus]') && !location.hash && matchMedia('(pointer: fine)').matches) goOn();

  /* Satu kolom: tautan ke halaman membuka halamannya, tautan ke isian kembali ke isian. */
  document.addEventListener('click', (event) => {
    const link = event.target.closest?.('a[href^="#"]');
    const target = link && document.getElementById(link.hash.slice(1));
    if (!target) return;
    const pane = target.closest('.penampil') ? 'alih-halaman' : target.closest('.formulir') ? 'alih-isian' : '';
    const choice = pane && document.getElementById(pane);
    if (choice) { choice.checked = true; target.scrollIntoView({ block: 'center' }); }
  });

  /* Saran datang selagi berkas dibaca: ke setiap bidang yang belum disentuh, juga pihak yang baru terbaca. */
  let known_state = '';
  document.addEventListener('keadaan-baca', (event) => {
    const state = JSON.stringify(event.detail.berkas.map((one) => [one.id, one.keadaan, one.progress, one.terbaca])) + event.detail.selesai;
    /* Ditanya hanya selagi ada yang dibaca: yang sudah selesai pada jawaban pertama selesai sesudah halaman ini dibuat. */
    if (state !== known_state && (known_state || event.detail.selesai)) renew();
    known_state = state;
  });
  const isTouched = (name) => touched?.value.split(',').includes(name) || [...form.querySelectorAll('[name=diperiksa]')].some((one) => one.value === name && (one.type === 'hidden' || one.checked));
  async function renew() {
    const page = await window.halamanDari(form.action, 'text/html').catch(() => null);
    if (!page || !touched) return;
    const fresh = page.getElementById('formulir');
    if (!fresh) return;
    const names = (field) => [...field.querySelectorAll('input, select, textarea')].map((one) => one.name).filter((name) => name && name !== 'diperiksa');
    for (const field of fresh.querySelectorAll('.bidang')) {
      const own = names(field)[0];
      const old = own && form.querySelector(`[name="${own}"]`)?.closest('.bidang');
      if (!old || names(old).some(isTouched) || old.contains(document.activeElement) || isDirty(old)) continue;
      if (old.outerHTML !== field.outerHTML) old.replaceWith(document.importNode(field, true));
    }
    const rows = form.querySelectorAll('[data-pihak]');
    for (const row of fresh.querySelectorAll('[data-pihak]')) {
      if (Number(row.dataset.pihak) > rows.length && rows.length) [...form.querySelectorAll('[data-pihak]')].at(-1).after(document.importNode(row, true));
    }
    const pages = page.getElementById('halaman');
    const here = document.getElementById('halaman');
    if (pages && here && !here.contains(document.activeElement) && pages.querySelectorAll('img, rect').length !== here.querySelectorAll('img, rect').length) here.replaceChildren(...document.importNode(pages, true).childNodes);
    const head = form.querySelector('header');
    if (head) head.replaceWith(document.importNode(fresh.querySelector('header'), true));
    if (!document.activeElement || document.activeElement === document.body) saved = values();
  }
  /* Diketik sebelum halaman ini dimuat, misalnya dikembalikan dari sesi sebelumnya. */
  const isDirty = (field) => [...field.querySelectorAll('input, textarea, option')].some((one) => (one.tagName === 'OPTION' ? one.selected !== one.defaultSelected && one.parentElement.value !== '' : one.type === 'checkbox' || one.type === 'radio' ? one.checked !== one.defaultChecked : one.value !== one.defaultValue));

  for (const name of ['input', 'change']) form.addEventListener(name, (event) => { touch(event.target); keep(); plan(); });
  form.addEventListener('submit', () => { clearTimeout(timer); keep({ sent: true }); });

  function plan() {
    if (!form.dataset.simpan) return;
    clearTimeout(timer);
    timer = setTimeout(save, REST);
  }

  async function save() {
    /* Nama pihak yang baru separuh terketik belum boleh menjadi mitra. */
    const active = document.activeElement;
    if (isSaving || (active && form.contains(active) && active.name?.startsWith('pihak-') && active.tagName === 'INPUT')) { plan(); return; }
    const sent = values();
    if (same(sent, saved)) return;
    isSaving = true;
    try {
      const answer = await fetch(form.dataset.simpan, { method: 'POST', body: new FormData(form), headers: { Accept: 'application/json' } });
      if (answer.ok) {
        const state = await answer.json();
        form.elements.version.value = state.version;
        form.elements.seen.value = state.seen;
        saved = sent;
        if (same(values(), saved)) forget(); else { keep(); plan(); }
        say(`Tersimpan ${state.saved}`);
        for (const text of form.querySelectorAll('[data-tenggat]')) text.textContent = state.tenggat;
        for (const box of form.querySelectorAll('[data-jam]')) box.hidden = !state.tenggat;
      } else if ([400, 401, 403].includes(answer.status)) {
        say('Sesi Anda berakhir. Isian ini tetap ada di peramban.', form.dataset.masuk);
      } else {
        const problem = await answer.json().catch(() => ({}));
        say(`Belum tersimpan: ${problem.detail || 'layanan sedang terganggu. Dicoba lagi sendiri.'}`);
        if (answer.status >= 500) plan();
      }
    } catch {
      say('Belum tersimpan: sambungan terputus. Dicoba lagi sendiri.');
      setTimeout(plan, 5000);
    } finally { isSaving = false; }
  }
})();
