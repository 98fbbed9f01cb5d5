/* Peningkatan saja: saran selagi mengetik di kotak cari, menurut pola combobox ARIA dengan daftar saran. */
(() => {
  const REST = 150;
  const SHORTEST = 2;
  const LONGEST = 100;
  const isAskable = (text) => text.length >= SHORTEST && text.length <= LONGEST;
  const make = (tag, className, text) => {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  };

  function start(form) {
    const input = form.querySelector('input[name=q]');
    const box = form.querySelector('.saran');
    const list = box.firstElementChild;
    const status = form.querySelector('[role=status]');
    const label = list.dataset;
    let items = [];
    let active = -1;
    let timer = 0;
    let asked = null;

    /* Peran combobox tidak berlaku pada isian jenis search. */
    input.type = 'text';
    input.inputMode = 'search';
    input.setAttribute('role', 'combobox');
    input.setAttribute('aria-autocomplete', 'list');
    input.setAttribute('aria-expanded', 'false');
    input.setAttribute('aria-controls', list.id);

    const isOpen = () => !box.hidden;
    const point = (at) => {
      active = at;
      [...list.children].forEach((option, place) => option.setAttribute('aria-selected', String(place === at)));
      if (at < 0) { input.removeAttribute('aria-activedescendant'); return; }
      input.setAttribute('aria-activedescendant', list.children[at].id);
      list.children[at].scrollIntoView({ block: 'nearest' });
    };
    const open = () => { box.hidden = false; box.scrollTop = 0; input.setAttribute('aria-expanded', 'true'); };
    const close = () => { box.hidden = true; input.setAttribute('aria-expanded', 'false'); point(-1); };
    const forget = () => { clearTimeout(timer); asked?.abort(); asked = null; items = []; list.replaceChildren(); status.textContent = ''; close(); };

    /* Awal kata yang sudah diketik ditebalkan. */
    function marked(text, typed) {
      const told = make('span', 'isi');
      /* Judul dan nama tetap dalam bahasanya. */
      told.lang = 'id';
      const starts = typed.split(/\s+/).filter(Boolean).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
      const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(${starts.join('|')})`, 'giu');
      let from = 0;
      for (const found of text.matchAll(pattern)) {
        told.append(text.slice(from, found.index), make('b', '', found[0]));
        from = found.index + found[0].length;
      }
      told.append(text.slice(from));
      return told;
    }
    function draw(found, typed) {
      items = found;
      list.replaceChildren(...found.map((one, at) => {
        const option = make('li');
        option.id = `${list.id}-${at}`;
        option.setAttribute('role', 'option');
        option.setAttribute('aria-selected', 'false');
        option.append(marked(one.text, typed), make('span', 'jenis', label[one.kind]));
        if (one.detail) option.append(Object.assign(make('small', '', one.detail), { lang: 'id' }));
        return option;
      }));
      point(-1);
      const { satu, banyak, kosong } = status.dataset;
      status.textContent = found.length === 1 ? satu : (found.length ? banyak.replace('{n}', found.length) : kosong);
      if (found.length) open(); else close();
    }

    async function ask() {
      const text = input.value.trim();
      asked?.abort();
      if (!isAskable(text)) { forget(); return; }
      const mine = asked = new AbortController();
      const address = new URL(form.dataset.saran, location.href);
      address.searchParams.set('q', text);
      try {
        const answer = await fetch(address, { signal: mine.signal, headers: { Accept: 'application/json' } });
        const found = answer.ok ? (await answer.json()).items : [];
        /* Jawaban untuk ketikan lama dibuang. */
        if (mine === asked && document.activeElement === input && input.value.trim() === text) draw(found, text);
      } catch { if (mine === asked) forget(); }
    }
    function choose(one) {
      forget();
      if (one.kind === 'kata') { input.value = one.text; form.requestSubmit(); } else location.assign(one.url);
    }

    input.addEventListener('input', () => {
      point(-1);
      clearTimeout(timer);
      if (!isAskable(input.value.trim())) forget(); else timer = setTimeout(ask, REST);
    });
    input.addEventListener('keydown', (event) => {
      if (event.isComposing || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const last = items.length - 1;
      const act = {
        ArrowDown: () => { if (event.altKey) { if (last >= 0) open(); } else if (isOpen()) point(active < last ? active + 1 : -1); else if (last >= 0) { open(); point(0); } else ask(); },
        ArrowUp: () => { if (event.altKey) close(); else if (isOpen()) point(active < 0 ? last : active - 1); else if (last >= 0) { open(); point(last); } },
        Home: isOpen() && active >= 0 && (() => point(0)),
        End: isOpen() && active >= 0 && (() => point(last)),
        Enter: isOpen() && active >= 0 && (() => choose(items[active])),
        Escape: () => { if (isOpen()) close(); else { input.value = ''; forget(); } },
      }[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    });
    input.addEventListener('blur', forget);
    form.addEventListener('submit', forget);
    /* Menekan saran tidak memindahkan fokus dari kotak cari. */
    box.addEventListener('mousedown', (event) => event.preventDefault());
    list.addEventListener('click', (event) => {
      const at = [...list.children].indexOf(event.target.closest('[role=option]'));
      if (at >= 0) choose(items[at]);
    });
  }
  document.querySelectorAll('form[data-saran]').forEach(start);
})();
