/* Tema yang dipilih, sebelum halaman tampak; tanpa pilihan, ikut setelan perangkat. */
(() => {
  const root = document.documentElement;
  root.classList.add('js');
  let theme = null;
  try { theme = localStorage.getItem('tema'); } catch { /* penyimpanan tertutup: ikut perangkat */ }
  if (theme === 'dark' || theme === 'light') root.dataset.theme = theme;
})();
