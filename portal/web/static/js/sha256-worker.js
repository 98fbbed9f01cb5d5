/* SHA-256 (FIPS 180-4) sedikit demi sedikit, untuk berkas besar dan peramban tanpa WebCrypto. Tidak ada yang dikirim. */
'use strict';
const PIECE = 4 * 1024 * 1024;

const K = new Uint32Array(64);
const START = new Uint32Array(8);
{
  /* Bagian pecahan akar dua dan akar tiga bilangan prima, seperti dalam standarnya. */
  const part = (value) => (value - Math.floor(value)) * 4294967296;
  let found = 0;
  for (let candidate = 2; found < 64; candidate += 1) {
    let isPrime = true;
    for (let divisor = 2; divisor * divisor <= candidate; divisor += 1) if (candidate % divisor === 0) isPrime = false;
    if (!isPrime) continue;
    if (found < 8) START[found] = part(Math.sqrt(candidate));
    K[found] = part(Math.cbrt(candidate));
    found += 1;
  }
}

const words = new Uint32Array(64);
const turn = (value, by) => (value >>> by) | (value << (32 - by));

const compress = (state, view, offset) => {
  for (let i = 0; i < 16; i += 1) words[i] = view.getUint32(offset + 4 * i);
  for (let i = 16; i < 64; i += 1) {
    const early = words[i - 15];
    const late = words[i - 2];
    const s0 = turn(early, 7) ^ turn(early, 18) ^ (early >>> 3);
    const s1 = turn(late, 17) ^ turn(late, 19) ^ (late >>> 10);
    words[i] = (words[i - 16] + s0 + words[i - 7] + s1) | 0;
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let i = 0; i < 64; i += 1) {
    const s1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
    const first = (h + s1 + ((e & f) ^ (~e & g)) + K[i] + words[i]) | 0;
    const s0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
    const second = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g; g = f; f = e; e = (d + first) | 0; d = c; c = b; b = a; a = (first + second) | 0;
  }
  [a, b, c, d, e, f, g, h].forEach((value, i) => { state[i] += value; });
};

const digestOf = async (file, tell) => {
  const state = Uint32Array.from(START);
  for (let start = 0; start + 64 <= file.size;) {
    const stop = Math.min(start + PIECE, file.size - file.size % 64);
    const piece = await file.slice(start, stop).arrayBuffer();
    if (piece.byteLength !== stop - start) throw new Error('berkas berubah');
    const view = new DataView(piece);
    for (let offset = 0; offset < piece.byteLength; offset += 64) compress(state, view, offset);
    start = stop;
    tell(start / file.size);
  }
  const rest = new Uint8Array(await file.slice(file.size - file.size % 64).arrayBuffer());
  const last = new Uint8Array(rest.length + 9 <= 64 ? 64 : 128);
  last.set(rest);
  last[rest.length] = 0x80;
  const view = new DataView(last.buffer);
  view.setUint32(last.length - 8, Math.floor(file.size / 536870912));
  view.setUint32(last.length - 4, (file.size % 536870912) * 8);
  for (let offset = 0; offset < last.length; offset += 64) compress(state, view, offset);
  return [...state].map((value) => value.toString(16).padStart(8, '0')).join('');
};

self.onmessage = async (event) => {
  try {
    self.postMessage({ digest: await digestOf(event.data, (share) => self.postMessage({ share })) });
  } catch {
    self.postMessage({ failed: true });
  }
};
