/* Peningkatan saja: kalender di samping tanggal yang diketik; mitra, naskah terkait, dan batas waktu selagi mengetik. */
(() => {
  const REST = 250;
  const make = (tag, className, text) => {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  };
  const ask = async (url, name, value) => {
    const address = new URL(url, location.href);
    address.searchParams.set(name, value);
    const answer = await fetch(address, { headers: { Accept: 'application/json' } }).catch(() => null);
    return answer?.ok ? answer.json() : null;
  };
  const put = (field, value) => {
    field.value = value;
    for (const name of ['input', 'change']) field.dispatchEvent(new Event(name, { bubbles: true }));
  };
  /* Setiap bidang menunggu ketikannya sendiri. */
  const timers = new WeakMap();
  const later = (field, act) => { clearTimeout(timers.get(field)); timers.set(field, setTimeout(act, REST)); };

  /* Kalender peramban: hari yang dipilih ditulis ke bidang teksnya, yang tetap dapat diketik. */
  const written = /^\s*(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})\s*$/;
  document.addEventListener('click', (event) => {
    const opener = event.target.closest?.('[data-kalender]');
    const field = opener && document.getElementById(opener.dataset.kalender);
    if (!field) return;
    let picker = opener.querySelector('input');
    if (!picker) {
      picker = make('input', 'kalender-asli');
      picker.type = 'date';
      picker.tabIndex = -1;
      picker.setAttribute('aria-hidden', 'true');
      opener.after(picker);
      picker.addEventListener('change', () => {
        const [year, month, day] = picker.value.split('-');
        if (day) { put(field, `${day}-${month}-${year}`); field.focus(); }
      });
      picker.addEventListener('blur', () => picker.remove());
    }
    const found = written.exec(field.value);
    if (found) picker.value = `${found[3]}-${found[2].padStart(2, '0')}-${found[1].padStart(2, '0')}`;
    try { picker.showPicker(); } catch { picker.focus(); }
  });

  /* Mitra terdaftar: daftar pilihannya diperbarui, dan nama yang hanya mirip ditawarkan. */
  const known = document.getElementById('mitra-dikenal');
  const signing = document.querySelector('form[data-tenggat-dari]');

  async function findPartner(field) {
    const text = field.value.trim();
    const place = field.name.split('-')[1] || '0';
    const old = field.form.querySelector(`[data-mirip="${place}"]`);
    if (text.length < 3) { old?.remove(); return; }
    const found = await ask(field.form.dataset.mitra, 'q', text);
    if (!found || field.value.trim() !== text) return;
    old?.remove();
    known.replaceChildren(...found.cocok.map((one) => new Option(one.nama, one.nama)));
    const same = found.cocok.find((one) => one.nama.toLowerCase() === text.toLowerCase());
    if (same && signing) describe(same);
    if (!found.mirip || field.parentElement.querySelector('[value^="pakai_terdaftar:"]')) return;
    const note = make('p', 'petunjuk');
    note.dataset.mirip = place;
    note.setAttribute('role', 'status');
    const take = make('button', 'btn sunyi mungil', 'Pakai yang terdaftar');
    if (signing) {
      take.type = 'button';
      take.addEventListener('click', () => { put(field, found.mirip.nama); describe(found.mirip); note.remove(); field.focus(); });
    } else {
      take.type = 'submit';
      take.name = 'aksi';
      take.value = `pakai_terdaftar:${place}:${found.mirip.slug}`;
      take.setAttribute('formaction', `#${field.id}`);
    }
    note.append('Mirip dengan mitra terdaftar ', make('b', '', found.mirip.nama), '. ', take);
    field.after(note);
  }
  /* Yang sudah dipilih orang tidak diganti. */
  function describe(partner) {
    for (const [name, value] of [['jenis_mitra', partner.jenis], ['negara', partner.negara]]) {
      const field = signing.elements[name];
      if (field && !field.value && value) field.value = value;
    }
  }

  /* Naskah terkait: judul, nomor, mitra, atau kode. */
  async function findNaskah(field) {
    const text = field.value.trim();
    const place = field.dataset.cariNaskah;
    const box = field.form.querySelector(`[data-temuan="${place}"]`);
    if (!box) return;
    if (text.length < 3) { box.replaceChildren(); return; }
    const found = await ask(field.form.dataset.terkait, 'q', text);
    if (!found || field.value.trim() !== text) return;
    const words = (one) => [one.judul || 'Belum berjudul', ...one.mitra].join(', ');
    const exact = found.cocok.find((one) => one.kode === text);
    if (exact) { box.replaceChildren(make('p', 'kecil', words(exact))); return; }
    if (!found.cocok.length) {
      box.replaceChildren(make('p', 'kecil', 'Tidak ada yang cocok di antara naskah unit Anda dan naskah yang sudah terbit.'));
      return;
    }
    const list = make('ul', 'pilihan-saran');
    list.setAttribute('aria-label', 'Naskah yang cocok');
    for (const one of found.cocok) {
      const take = make('button', 'btn dua mungil', `${one.kode} · ${words(one)}`);
      take.type = 'button';
      take.addEventListener('click', () => { put(field, one.kode); field.focus(); });
      const row = make('li');
      row.append(take);
      list.append(row);
    }
    box.replaceChildren(list);
  }

  /* Batas waktu selagi tanggal tanda tangan diketik. */
  async function tellTenggat(field, place) {
    const text = field.value.trim();
    const found = text ? await ask(signing.dataset.tenggatDari, 'signed', text) : { tenggat: '' };
    if (found && field.value.trim() === text) place.textContent = found.tenggat;
  }

  document.addEventListener('input', (event) => {
    const field = event.target;
    if (known && field.getAttribute?.('list') === known.id) later(field, () => findPartner(field));
    if (field.dataset?.cariNaskah) later(field, () => findNaskah(field));
    const place = signing && field.name && signing.querySelector(`[data-tenggat-untuk="${field.name}"]`);
    if (place) later(field, () => tellTenggat(field, place));
  });
})();
