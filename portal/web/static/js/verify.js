/* Sidik sebuah berkas dihitung di peramban; yang dikirim hanya sidiknya, lewat formulir yang sama. */
(() => {
  const SMALL = 32 * 1024 * 1024;
  const box = document.getElementById('jatuhkan');
  const input = document.getElementById('berkas-periksa');
  const bar = document.getElementById('maju');
  const note = document.getElementById('kabar');
  const field = document.getElementById('sidik');
  if (!box || !input || !field) return;
  const words = box.dataset;
  /* Satu-satunya skrip yang dimuat dari sini, dan hanya dari alamat statis portal ini. */
  const own = window.trustedTypes?.createPolicy('penghitung', {
    createScriptURL: (address) => {
      const { origin, pathname, href } = new URL(address, location.href);
      if (origin !== location.origin || !pathname.startsWith('/static/')) throw new TypeError('alamat');
      return href;
    },
  });
  let worker = null;
  let turn = 0;

  const tell = (text, share = null) => {
    note.textContent = text;
    bar.hidden = share === null;
    if (share !== null) bar.value = share;
  };
  const hex = (buffer) => [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, '0')).join('');

  const inWorker = (file) => new Promise((resolve, reject) => {
    worker = new Worker(own ? own.createScriptURL(box.dataset.penghitung) : box.dataset.penghitung);
    worker.onmessage = ({ data }) => {
      if (data.digest) resolve(data.digest);
      else if (data.failed) reject(new Error());
      else tell(words.bagian.replace('{n}', Math.round(100 * data.share)), data.share);
    };
    worker.onerror = () => reject(new Error());
    worker.postMessage(file);
  });

  const digestOf = async (file) => {
    if (file.size <= SMALL && window.crypto?.subtle) return hex(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
    return inWorker(file);
  };

  const check = async (file) => {
    turn += 1;
    const mine = turn;
    worker?.terminate();
    if (!file.size) { tell(words.kosong); return; }
    tell(words.mulai, 0);
    try {
      const digest = await digestOf(file);
      if (mine !== turn) return;
      field.value = digest;
      tell(words.selesai, 1);
      field.form.submit();
    } catch {
      if (mine === turn) tell(words.gagal);
    }
  };

  input.addEventListener('change', () => { if (input.files[0]) check(input.files[0]); });
  /* Kembali dari halaman hasil: pilihan lama tidak menipu. */
  window.addEventListener('pageshow', () => { input.value = ''; tell(''); });
  const isFile = (event) => [...event.dataTransfer.types].includes('Files');
  ['dragenter', 'dragover'].forEach((name) => document.addEventListener(name, (event) => {
    if (!isFile(event)) return;
    event.preventDefault();
    box.classList.toggle('di-atas', box.contains(event.target));
  }));
  document.addEventListener('dragleave', () => box.classList.remove('di-atas'));
  /* Berkas yang meleset dari kotaknya pun tidak dibuka peramban. */
  document.addEventListener('drop', (event) => {
    if (!isFile(event)) return;
    event.preventDefault();
    box.classList.remove('di-atas');
    const [file] = event.dataTransfer.files;
    if (file) check(file);
  });
})();
