/* Peningkatan saja: setiap halaman tetap berfungsi tanpa berkas ini. */
(() => {
  const root = document.documentElement;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  /* Halaman lain sebagai dokumen: dibaca peramban sendiri, tanpa skripnya, jadi tidak ada teks yang ditafsirkan di sini. */
  window.halamanDari = (address, accept) => new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    request.open('GET', address);
    request.responseType = 'document';
    if (accept) request.setRequestHeader('Accept', accept);
    request.addEventListener('load', () => { if (request.status < 300 && request.response) done(request.response); else fail(new Error('halaman')); });
    request.addEventListener('error', () => fail(new Error('jaringan')));
    request.send();
  });
  const isTyping = (element) => /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName) || element.isContentEditable;

  /* Terang atau gelap */
  const isDark = () => root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  all('[data-tema]').forEach((button) => button.addEventListener('click', () => {
    root.dataset.theme = isDark() ? 'light' : 'dark';
    try { localStorage.setItem('tema', root.dataset.theme); } catch { /* hanya untuk halaman ini */ }
  }));

  /* Lipatan yang terbuka tanpa JavaScript, tetapi memenuhi layar ponsel */
  if (matchMedia('(max-width: 47.5em)').matches) all('details[data-lipat]').forEach((details) => {
    details.open = false;
    details.dataset.terlipat = '';
  });

  /* Menu dan kotak lipat: Esc menutup dan mengembalikan fokus, klik di luar menutup */
  const folds = 'details.menu-hp, details.kutip-lipat, details.menu-akun';
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      all(folds).filter((details) => details.open).forEach((details) => {
        details.open = false;
        details.querySelector('summary').focus();
      });
    }
    if (event.key === '/' && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(document.activeElement)) {
      const box = document.querySelector('[role=search] input');
      if (box) { event.preventDefault(); box.focus(); box.select(); }
    }
  });
  document.addEventListener('click', (event) => {
    all(folds).forEach((details) => { if (details.open && !details.contains(event.target)) details.open = false; });
  });

  /* Salin teks sebuah unsur */
  all('[data-salin]').forEach((button) => button.addEventListener('click', async () => {
    const text = document.getElementById(button.dataset.salin).textContent.trim();
    const label = button.lastChild;
    const before = label.textContent;
    try { await navigator.clipboard.writeText(text); label.textContent = ` ${button.dataset.tersalin}`; }
    catch { label.textContent = ` ${button.dataset.gagal}`; }
    button.setAttribute('aria-live', 'polite');
    setTimeout(() => { label.textContent = before; }, 2500);
  }));

  /* Teks yang terlalu panjang dikatakan, tidak dipotong */
  all('[data-panjang]').forEach((field) => {
    const most = Number(field.dataset.panjang);
    const note = document.createElement('p');
    note.className = 'galat';
    note.setAttribute('role', 'status');
    const tell = () => {
      const length = [...field.value.trim()].length;
      note.textContent = length > most ? `Terlalu panjang: ${length} dari ${most} karakter. Pendekkan; tidak ada yang dipotong.` : '';
      note.hidden = length <= most;
    };
    field.after(note);
    field.addEventListener('input', tell);
    tell();
  });

  /* Ringkasan galat mendapat fokus */
  document.querySelector('[data-fokus]')?.focus();

  /* Bidang isian menyalakan kotak asalnya pada halaman naskah */
  document.addEventListener('focusin', (event) => {
    const field = event.target.closest('[data-sorot]');
    const mark = field && document.getElementById(field.dataset.sorot);
    if (mark) {
      all('.sorot.aktif').forEach((other) => other.classList.remove('aktif'));
      mark.classList.add('aktif');
      /* Hanya kotak gambar yang bergulir: isian yang sedang diketik tetap di tempatnya. */
      const frame = mark.closest('.halaman-besar');
      if (!frame) return;
      const place = mark.getBoundingClientRect();
      const view = frame.getBoundingClientRect();
      if (place.top < view.top || place.bottom > view.bottom) frame.scrollTop += place.top - view.top - view.height / 3;
    }
  });
})();
