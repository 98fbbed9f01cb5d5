/* Kunci sandi (WebAuthn): tantangan diambil dari server, ditandatangani perangkat, lalu dikirim lewat formulir yang sama. */
(() => {
  const box = document.querySelector('[data-kunci]');
  if (!box || !window.PublicKeyCredential) return;
  const form = box.closest('form');
  const button = box.querySelector('[data-kunci-tombol]');
  const note = box.querySelector('[data-kunci-kabar]');
  const field = box.querySelector('input');
  const words = box.dataset;
  const isNew = words.kunciUntuk === 'tambah';

  const bytes = (text) => {
    const plain = atob(text.replace(/-/g, '+').replace(/_/g, '/'));
    return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
  };
  const text = (buffer) => {
    const plain = String.fromCharCode(...new Uint8Array(buffer));
    return btoa(plain).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
  };
  const named = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));
  const tell = (words) => {
    note.textContent = words;
    note.hidden = !words;
  };

  const ask = async () => {
    const answer = await fetch(words.kunci, {
      method: 'POST',
      body: new URLSearchParams({ csrf_token: form.elements.csrf_token.value, untuk: words.kunciUntuk }),
    });
    if (!answer.ok) throw new Error();
    const options = await answer.json();
    options.challenge = bytes(options.challenge);
    options.allowCredentials = named(options.allowCredentials);
    options.excludeCredentials = named(options.excludeCredentials);
    if (options.user) options.user.id = bytes(options.user.id);
    return options;
  };

  const told = (key) => {
    const given = key.response;
    const response = { clientDataJSON: text(given.clientDataJSON) };
    if (isNew) response.attestationObject = text(given.attestationObject);
    else {
      response.authenticatorData = text(given.authenticatorData);
      response.signature = text(given.signature);
      if (given.userHandle) response.userHandle = text(given.userHandle);
    }
    return { id: key.id, rawId: text(key.rawId), type: key.type, response, clientExtensionResults: {} };
  };

  button.hidden = false;
  if ('kunciFokus' in button.dataset) button.focus();
  tell('');
  button.addEventListener('click', async () => {
    const missing = isNew && [...form.elements].find((one) => one.required && !one.value.trim());
    if (missing) {
      tell(words.kunciNama);
      missing.focus();
      return;
    }
    button.disabled = true;
    tell(words.kunciTunggu);
    try {
      const publicKey = await ask();
      const key = isNew
        ? await navigator.credentials.create({ publicKey })
        : await navigator.credentials.get({ publicKey });
      field.value = JSON.stringify(told(key));
      form.submit();
    } catch {
      tell(words.kunciGagal);
      button.disabled = false;
    }
  });
})();
