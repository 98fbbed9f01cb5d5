/* Penampil naskah: pindah halaman tanpa memuat ulang, perbesar, tab dengan panah. Tanpa berkas ini semuanya tautan biasa. */
(() => {
  const viewer = document.querySelector('[data-penampil]');
  if (!viewer) return;
  const last = Number(viewer.dataset.jumlah);
  const input = viewer.querySelector('#hlm');
  const all = (selector) => [...viewer.querySelectorAll(selector)];
  const sheet = () => viewer.querySelector('.halaman-besar');
  const page = (number) => viewer.querySelector(`#hlm-${number}`) || viewer.querySelector(`#teks-${number}`);
  let current = Number(viewer.dataset.halaman);
  let writing = 0;
  /* Sebelum pembaca bergerak, nomor dan alamat tetap seperti tautan yang dibukanya. */
  let isMoved = false;
  ['wheel', 'touchmove', 'pointerdown', 'keydown'].forEach((kind) => {
    viewer.addEventListener(kind, () => { isMoved = true; }, { passive: true, capture: true });
  });

  /* Alamat halaman tertentu pada panel yang terbuka; tab, kata cari, dan terbitannya tetap. */
  const address = (number) => {
    const url = new URL(location.href);
    const isText = !sheet() || Boolean(sheet().closest('[hidden]'));
    url.searchParams.set('hlm', number);
    if (isText) url.searchParams.set('tampil', 'teks'); else url.searchParams.delete('tampil');
    url.hash = `${isText ? 'teks' : 'hlm'}-${number}`;
    return url.pathname + url.search + url.hash;
  };
  /* Alamat mengikuti halaman, tetapi tidak pada setiap garis guliran: peramban membatasinya. */
  const write = () => {
    clearTimeout(writing);
    writing = setTimeout(() => history.replaceState(null, '', address(current)), 250);
  };
  const dressSteps = () => all('[data-langkah]').forEach((link) => {
    const number = current + Number(link.dataset.langkah);
    const isThere = number >= 1 && number <= last;
    if (isThere) link.href = address(number); else if (document.activeElement === link) input.focus();
    link.hidden = !isThere;
  });

  const show = (number) => {
    if (isMoved && number !== current) write();
    current = number;
    input.value = number;
    dressSteps();
    all('.gambar-mini a').forEach((link) => {
      const isCurrent = link.hash === `#hlm-${number}`;
      if (!isCurrent) { link.removeAttribute('aria-current'); return; }
      link.setAttribute('aria-current', 'page');
      /* Hanya lajur gambar mini yang bergulir, bukan seluruh halaman. */
      const lane = link.parentElement;
      lane.scrollTop = link.offsetTop - lane.offsetTop - (lane.clientHeight - link.offsetHeight) / 2;
    });
  };
  const go = (number) => {
    const target = page(number);
    if (!target) return false;
    const box = target.closest('.halaman-besar, .teks-naskah');
    box.scrollTop = target.offsetTop - box.offsetTop - 12;
    show(number);
    return true;
  };

  viewer.addEventListener('click', (event) => {
    const step = event.target.closest('[data-langkah]');
    if (step) {
      const number = current + Number(step.dataset.langkah);
      if (number < 1 || number > last || go(number)) event.preventDefault();
      return;
    }
    const thumb = event.target.closest('.gambar-mini a');
    if (thumb && go(Number(thumb.hash.slice(5)))) event.preventDefault();
  });
  viewer.querySelector('[data-ke-halaman]').addEventListener('submit', (event) => {
    const number = Math.min(Math.max(1, Number(input.value) || current), last);
    if (go(number)) event.preventDefault();
  });
  /* Kemunculan kata cari: pindah di antara halaman yang sudah dimuat; selebihnya tautan biasa. */
  const ways = viewer.querySelector('[data-kemunculan]');
  const hitAt = (number) => all(`[data-tempat="sorot-${number}"]`).find((place) => !place.closest('[hidden]'));
  const pageOf = (place) => Number(place.closest('[id^="hlm-"], [id^="teks-"]').id.replace(/\D/g, ''));
  const stress = () => {
    all('.aktif[data-tempat]').forEach((place) => place.classList.remove('aktif'));
    if (ways) all(`[data-tempat="sorot-${ways.dataset.kemunculan}"]`).forEach((place) => place.classList.add('aktif'));
  };
  const hitAddress = (number, page) => {
    const url = new URL(address(page), location.href);
    url.searchParams.set('sorot', number);
    url.hash = `sorot-${number}`;
    return url.pathname + url.search + url.hash;
  };
  const told = (number) => number.toLocaleString(document.documentElement.lang);
  const goToHit = (number) => {
    const place = hitAt(number);
    if (!place) return false;
    const total = Number(ways.dataset.jumlah);
    ways.dataset.kemunculan = number;
    ways.querySelector('[role=status]').textContent = ways.dataset.kata.replace('{nomor}', told(number)).replace('{jumlah}', told(total));
    [...ways.querySelectorAll('[data-arah]')].forEach((link) => {
      const step = Number(link.dataset.arah);
      const next = number + step;
      const isThere = next >= 1 && next <= total;
      if (isThere) {
        const other = hitAt(next);
        const away = step < 0 ? ways.dataset.sebelum : ways.dataset.sesudah;
        link.dataset.ke = next;
        link.href = hitAddress(next, other ? pageOf(other) : away);
      }
      if (!isThere && document.activeElement === link) place.closest('[tabindex]').focus({ preventScroll: true });
      link.hidden = !isThere;
    });
    stress();
    const box = place.closest('.halaman-besar, .teks-naskah');
    const at = place.getBoundingClientRect();
    const frame = box.getBoundingClientRect();
    const isAside = at.left < frame.left || at.right > frame.right;
    box.scrollBy(isAside ? at.left - frame.left - 24 : 0, at.top - frame.top - box.clientHeight / 3);
    const seen = place.getBoundingClientRect();
    if (seen.top < 160 || seen.bottom > innerHeight) window.scrollBy(0, seen.top - innerHeight / 2);
    show(pageOf(place));
    clearTimeout(writing);
    history.replaceState(null, '', hitAddress(number, current));
    return true;
  };
  if (ways) ways.addEventListener('click', (event) => {
    const link = event.target.closest('[data-arah]');
    const isElsewhere = event.ctrlKey || event.metaKey || event.shiftKey;
    if (link && !isElsewhere && goToHit(Number(link.dataset.ke))) event.preventDefault();
  });
  viewer.addEventListener('keydown', (event) => {
    if (event.target.tagName === 'INPUT' || event.altKey || event.ctrlKey || event.metaKey) return;
    const way = ways && { n: 1, p: -1 }[event.key.toLowerCase()];
    const link = way && ways.querySelector(`[data-arah="${way}"]:not([hidden])`);
    if (link) { event.preventDefault(); link.click(); return; }
    const steps = { PageUp: -1, PageDown: 1 };
    if (event.target === sheet()) Object.assign(steps, { ArrowLeft: -1, ArrowRight: 1 });
    const step = steps[event.key];
    if (step && go(Math.min(Math.max(1, current + step), last))) event.preventDefault();
  });

  /* Halaman yang sedang terlihat menentukan nomor di bilah. */
  const watch = (box) => {
    if (!box || !('IntersectionObserver' in window)) return;
    const observer = new IntersectionObserver((entries) => {
      const seen = entries.filter((entry) => entry.isIntersecting);
      if (isMoved && seen.length) show(Number(seen[0].target.id.replace(/\D/g, '')));
    }, { root: box, rootMargin: '-45% 0px -45% 0px' });
    [...box.querySelectorAll('[id^="hlm-"], [id^="teks-"]')].forEach((element) => observer.observe(element));
  };
  watch(sheet() || viewer.querySelector('.teks-naskah'));

  /* Perbesar: 100, 140, 190 persen. */
  const zooms = ['', 'besar-1', 'besar-2'];
  let zoom = 0;
  all('[data-perbesar]').forEach((button) => button.addEventListener('click', () => {
    zoom = Math.min(Math.max(0, zoom + Number(button.dataset.perbesar)), zooms.length - 1);
    const box = sheet();
    if (!box) return;
    const number = current;
    box.classList.remove('besar-1', 'besar-2');
    if (zooms[zoom]) box.classList.add(zooms[zoom]);
    go(number);
  }));

  /* Tab Naskah dan Teks: pola tab ARIA; panel lain diambil saat pertama dibuka. */
  const bar = viewer.querySelector('[data-tab]');
  const tabs = [...bar.querySelectorAll('a')];
  bar.setAttribute('role', 'tablist');
  const panelOf = (tab) => viewer.querySelector(`#${tab.dataset.panel}`);
  const dress = () => tabs.forEach((tab) => {
    const panel = panelOf(tab);
    const isOpen = Boolean(panel && !panel.hidden);
    tab.setAttribute('role', 'tab');
    tab.removeAttribute('aria-current');
    tab.setAttribute('aria-selected', String(isOpen));
    tab.tabIndex = isOpen ? 0 : -1;
    if (panel) {
      tab.setAttribute('aria-controls', panel.id);
      panel.setAttribute('role', 'tabpanel');
      panel.removeAttribute('aria-label');
      panel.setAttribute('aria-labelledby', tab.id);
      panel.tabIndex = 0;
    }
  });
  const open = async (tab) => {
    const number = current;
    if (!panelOf(tab)) {
      try {
        const found = (await window.halamanDari(tab.href)).getElementById(tab.dataset.panel);
        if (!found) throw new Error('panel');
        panelOf(tabs.find((other) => panelOf(other))).after(document.adoptNode(found));
        watch(found.querySelector('.halaman-besar') || found);
      } catch { location.assign(tab.href); return; }
    }
    tabs.forEach((other) => { const panel = panelOf(other); if (panel) panel.hidden = other !== tab; });
    /* Alamat seperti #pasal-3 milik panel yang terbuka; dua panel tidak memakai nama yang sama. */
    all('[data-tempat]').forEach((place) => {
      if (place.closest('[hidden]')) place.removeAttribute('id'); else place.id = place.dataset.tempat;
    });
    dress();
    stress();
    go(number);
    history.replaceState(null, '', address(number));
    dressSteps();
  };
  tabs.forEach((tab, at) => {
    tab.addEventListener('click', (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      open(tab);
    });
    tab.addEventListener('keydown', (event) => {
      if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
      event.preventDefault();
      event.stopPropagation();
      const next = tabs[(at + 1) % tabs.length];
      next.focus();
      open(next);
    });
  });
  dress();

  /* Bila tab dibuka dengan jangkar, nomor mengikuti jangkar. */
  /* Yang datang mencari langsung dapat memakai n dan p. Peramban melepas fokus sesudah menuju jangkar. */
  const takeFocus = () => setTimeout(() => {
    if (!/^#(?:hlm|teks|sorot)-\d+$/.test(location.hash) || document.activeElement !== document.body) return;
    viewer.querySelector('.halaman-besar, .teks-naskah').focus({ preventScroll: true });
  });
  if (ways && document.readyState === 'complete') takeFocus();
  else if (ways) window.addEventListener('load', takeFocus);
  const anchored = /^#(?:hlm|teks)-(\d+)$/.exec(location.hash);
  if (anchored && go(Number(anchored[1]))) viewer.scrollIntoView({ block: 'start' });

  /* Alamat seperti #pasal-3: nomor halaman mengikuti; bila halamannya di kelompok lain, Daftar isi meneruskan. */
  const follow = () => {
    const place = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    if (!place) return;
    if ('lanjut' in place.dataset) { location.replace(place.parentElement.querySelector('a').href); return; }
    const sheetOf = place.closest('[id^="hlm-"], [id^="teks-"]');
    if (!('tempat' in place.dataset) || !sheetOf) return;
    const hit = /^sorot-(\d+)$/.exec(place.dataset.tempat);
    if (hit) { viewer.scrollIntoView({ block: 'start' }); goToHit(Number(hit[1])); return; }
    show(Number(sheetOf.id.replace(/\D/g, '')));
    place.scrollIntoView({ block: 'start' });
    viewer.scrollIntoView({ block: 'start' });
  };
  window.addEventListener('hashchange', follow);
  follow();
})();
