/* Kotak hitam di gambar halaman: digambar, dipindah, diubah ukurannya dengan tetikus, jari, atau papan ketik.
   Isian formulir tetap satu-satunya kebenaran; tanpa berkas ini kotak diisi dengan angka. */
(() => {
  const canvas = document.querySelector('[data-hitamkan]');
  const form = document.getElementById('kotak');
  if (!canvas || !form) return;
  const list = form.querySelector('[data-daftar]');
  const empty = form.querySelector('[data-kosong]');
  const blank = document.getElementById('kotak-baru');
  const news = document.querySelector('[data-kabar]');
  const LEAST = 0.1;
  const STEP = 0.5;
  const boxes = new Map();
  let next = 1 + Math.max(-1, ...[...list.children].map((row) => Number(row.dataset.kotak)));
  let isDirty = false;
  let newsTimer = 0;

  const field = (row, side) => row.querySelector(`[data-sisi="${side}"]`);
  const clamp = (value, low, high) => Math.min(Math.max(value, low), high);
  const round = (value) => Math.round(value * 100) / 100;
  const told = (value) => String(round(value)).replace('.', ',');

  const read = (row) => ['kiri', 'atas', 'lebar', 'tinggi'].map((side) => Number(field(row, side).value) || 0);

  const say = (text) => {
    clearTimeout(newsTimer);
    newsTimer = setTimeout(() => { news.textContent = text; }, 250);
  };

  const number = (row) => [...list.children].indexOf(row) + 1;

  const place = (row) => {
    const box = boxes.get(row);
    const [left, top, width, height] = read(row);
    Object.assign(box.style, { left: `${left}%`, top: `${top}%`, width: `${width}%`, height: `${height}%` });
    const reason = row.querySelector('[data-alasan]').selectedOptions[0].textContent;
    box.setAttribute('aria-label', `Kotak ${number(row)}, ${reason}, kiri ${told(left)} persen, atas ${told(top)} persen, lebar ${told(width)} persen, tinggi ${told(height)} persen`);
    box.firstChild.textContent = number(row);
  };

  const write = (row, left, top, width, height) => {
    const wide = round(clamp(width, LEAST, 100));
    const high = round(clamp(height, LEAST, 100));
    const values = { kiri: clamp(left, 0, 100 - wide), atas: clamp(top, 0, 100 - high), lebar: wide, tinggi: high };
    for (const [side, value] of Object.entries(values)) field(row, side).value = round(value);
    isDirty = true;
    place(row);
  };

  const choose = (row) => {
    for (const [other, box] of boxes) {
      other.classList.toggle('pilih', other === row);
      box.classList.toggle('pilih', other === row);
    }
  };

  const recount = () => {
    [...list.children].forEach((row, at) => {
      row.querySelectorAll('[data-nomor]').forEach((mark) => { mark.textContent = at + 1; });
      place(row);
    });
    empty.hidden = list.children.length > 0;
  };

  const remove = (row) => {
    const beside = row.nextElementSibling || row.previousElementSibling;
    say(`Kotak ${number(row)} dihapus.`);
    boxes.get(row).remove();
    boxes.delete(row);
    row.remove();
    isDirty = true;
    recount();
    (beside ? boxes.get(beside) : form.querySelector('[data-tambah]')).focus();
  };

  /* Papan ketik */
  const keys = (row) => (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const [left, top, width, height] = read(row);
    const [x, y] = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] }[event.key] || [];
    if (x !== undefined && event.shiftKey) write(row, left, top, Math.min(width + x, 100 - left), Math.min(height + y, 100 - top));
    else if (x !== undefined) write(row, left + x, top + y, width, height);
    else if (event.key === '+' || event.key === '=') write(row, left - STEP, top - STEP, width + 2 * STEP, height + 2 * STEP);
    else if (event.key === '-' || event.key === '_') write(row, left + STEP, top + STEP, width - 2 * STEP, height - 2 * STEP);
    else if (event.key === 'Delete' || event.key === 'Backspace') { event.preventDefault(); remove(row); return; }
    else if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); field(row, 'kiri').focus(); return; }
    else return;
    event.preventDefault();
    const [atLeft, atTop, wide, high] = read(row);
    say(`Kiri ${told(atLeft)}, atas ${told(atTop)}, lebar ${told(wide)}, tinggi ${told(high)} persen.`);
  };

  /* Tetikus, pena, jari */
  const spot = (event) => {
    const frame = canvas.getBoundingClientRect();
    return [clamp((event.clientX - frame.left) / frame.width, 0, 1) * 100, clamp((event.clientY - frame.top) / frame.height, 0, 1) * 100];
  };

  const drag = (target, event, moved, done = () => {}) => {
    const begin = spot(event);
    const follow = (later) => { const [x, y] = spot(later); moved(x - begin[0], y - begin[1], begin); };
    const end = () => {
      target.removeEventListener('pointermove', follow);
      target.removeEventListener('pointerup', end);
      target.removeEventListener('pointercancel', end);
      done();
    };
    try { target.setPointerCapture(event.pointerId); } catch { /* penunjuk itu sudah pergi */ }
    target.addEventListener('pointermove', follow);
    target.addEventListener('pointerup', end);
    target.addEventListener('pointercancel', end);
  };

  const attach = (row) => {
    const box = document.createElement('button');
    box.type = 'button';
    box.className = 'kotak-hitam';
    box.setAttribute('aria-describedby', 'cara-kotak');
    box.append(document.createElement('span'), document.createElement('i'));
    boxes.set(row, box);
    canvas.append(box);
    place(row);
    box.addEventListener('keydown', keys(row));
    box.addEventListener('focus', () => choose(row));
    row.addEventListener('focusin', () => choose(row));
    row.addEventListener('input', () => { isDirty = true; place(row); });
    box.addEventListener('pointerdown', (event) => {
      if (event.button) return;
      event.preventDefault();
      event.stopPropagation();
      box.focus();
      const [left, top, width, height] = read(row);
      const isHandle = event.target.tagName === 'I';
      drag(box, event, (x, y) => {
        if (isHandle) write(row, left, top, Math.min(width + x, 100 - left), Math.min(height + y, 100 - top));
        else write(row, left + x, top + y, width, height);
      });
    });
    row.querySelector('[data-hapus]').addEventListener('click', (event) => { event.preventDefault(); remove(row); });
  };

  const add = (left, top, width, height) => {
    const shell = document.createElement('div');
    shell.append(blank.content.cloneNode(true));
    const row = shell.firstElementChild;
    for (const part of [row, ...row.querySelectorAll('*')]) {
      for (const { name, value } of [...part.attributes]) if (value.includes('NNN')) part.setAttribute(name, value.replace('NNN', next));
    }
    next += 1;
    list.append(row);
    for (const [side, value] of Object.entries({ kiri: left, atas: top, lebar: width, tinggi: height })) field(row, side).value = round(value);
    attach(row);
    recount();
    isDirty = true;
    return row;
  };

  canvas.addEventListener('pointerdown', (event) => {
    if (event.button || (event.pointerType === 'touch' && !canvas.classList.contains('gambar'))) return;
    event.preventDefault();
    let row = null;
    drag(canvas, event, (x, y, [left, top]) => {
      if (!row && Math.max(Math.abs(x), Math.abs(y)) < LEAST * 5) return;
      row = row || add(left, top, LEAST, LEAST);
      write(row, Math.min(left, left + x), Math.min(top, top + y), Math.abs(x), Math.abs(y));
    }, () => { if (row) boxes.get(row).focus(); });
  });

  const byFinger = document.querySelector('[data-gambar]');
  byFinger.addEventListener('click', () => {
    const isOn = canvas.classList.toggle('gambar');
    byFinger.setAttribute('aria-pressed', String(isOn));
  });

  form.querySelector('[data-tambah]').addEventListener('click', (event) => {
    event.preventDefault();
    const row = add(35, 47, 30, 4);
    boxes.get(row).focus();
    boxes.get(row).scrollIntoView({ block: 'center' });
    say(`Kotak ${number(row)} ditambahkan di tengah halaman.`);
  });

  form.addEventListener('submit', () => { isDirty = false; });
  addEventListener('beforeunload', (event) => { if (isDirty) event.preventDefault(); });

  canvas.classList.add('aktif');
  [...list.children].forEach(attach);
  if (form.querySelector('[aria-invalid]')) isDirty = true;
})();
