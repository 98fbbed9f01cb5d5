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
    touched.value = [...new Set([...touched.value.split(','), field.name.split('-')[0]])].filter(Boolean).join(',');
  };

  for (const name of ['input', 'change']) form.addEventListener(name, (event) => { touch(event.target); keep(); plan(); });
  form.addEventListener('submit', () => { clearTimeout(timer); keep({ sent: true }); });

  /* Mitra terdaftar selagi diketik: daftar pilihannya diperbarui, dan nama yang hanya mirip ditawarkan. */
  const known = document.getElementById('mitra-dikenal');
  let asking = 0;
  form.addEventListener('input', (event) => {
    const field = event.target;
    if (!known || field.getAttribute('list') !== known.id) return;
    clearTimeout(asking);
    asking = setTimeout(() => find(field), 250);
  });

  async function find(field) {
    const text = field.value.trim();
    const place = field.name.split('-')[1];
    form.querySelector(`[data-mirip="${place}"]`)?.remove();
    if (text.length < 3) return;
    const answer = await fetch(`${form.dataset.mitra}?q=${encodeURIComponent(text)}`, { headers: { Accept: 'application/json' } }).catch(() => null);
    if (!answer?.ok || field.value.trim() !== text) return;
    const found = await answer.json();
    known.replaceChildren(...found.cocok.map((one) => new Option(one.nama, one.nama)));
    if (!found.mirip || field.parentElement.querySelector('[value^="pakai_terdaftar:"]')) return;
    const note = document.createElement('p');
    note.className = 'petunjuk';
    note.dataset.mirip = place;
    note.setAttribute('role', 'status');
    const name = document.createElement('b');
    name.textContent = found.mirip.nama;
    const take = document.createElement('button');
    take.className = 'btn sunyi mungil';
    take.type = 'submit';
    take.name = 'aksi';
    take.value = `pakai_terdaftar:${place}:${found.mirip.slug}`;
    take.setAttribute('formaction', `#${field.id}`);
    take.textContent = 'Pakai yang terdaftar';
    note.append('Mirip dengan mitra terdaftar ', name, '. ', take);
    field.after(note);
  }

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
