'use strict';
// The page of the desk. All words come from the program; this puts them on the
// page, always as text.
(() => {
  const at = id => document.getElementById(id);
  const made = (tag, name, text) => { const e = document.createElement(tag); if (name) e.className = name; if (text) e.textContent = text; return e; };
  const button = (text, does) => { const b = made('button', '', text); b.type = 'button'; b.onclick = does; return b; };
  const wish = (name, about) => JSON.parse(globalThis.deskServe(name, JSON.stringify(about || {})));
  const keptAs = 'mailready-desk';
  let entries = [], shown = -1, began = 0, ready = false, waiting = '';

  // inText adds a text whose links lead somewhere.
  const inText = (to, text) => {
    for (const piece of text.split(/(https:\/\/[^\s<>"]*[^\s<>".,;:)])/)) {
      if (!piece.startsWith('https://')) { to.append(piece); continue; }
      const a = made('a', '', piece); a.href = piece; a.rel = 'noreferrer noopener'; a.target = '_blank'; to.append(a);
    }
    return to;
  };
  const block = b => {
    const e = made('p', 'block b-' + b.Kind + (b.Marked ? ' marked' : ''));
    return inText(e, (b.Number ? b.Number + ' ' : '') + b.Text);
  };
  const blocks = (to, all) => { for (const b of all || []) to.append(block(b)); return to; };
  const say = text => { at('said').textContent = text; };
  const copy = async text => {
    try { await navigator.clipboard.writeText(text); } catch {
      const t = made('textarea'); t.value = text; document.body.append(t); t.select(); document.execCommand('copy'); t.remove();
    }
    say('Copied.');
  };

  // tell says one sentence where an answer would stand.
  const tell = text => { at('parts').replaceChildren(); at('recognised').textContent = text || ''; at('recognised').hidden = !text; };
  const draw = answer => {
    const to = at('parts'), top = made('div', 'card');
    tell(answer.Recognised); at('recognised').toggleAttribute('data-words', answer.Kind === 'code');
    if (answer.Kind === 'empty') return;
    if (answer.Kind !== 'code') {
      const title = made('h2', '', answer.Kind === 'cause' ? answer.Cause + ': ' + answer.Title : answer.Title);
      title.dataset.words = ''; top.append(title); to.append(top);
    }
    for (const n of answer.Near || []) {
      const p = made('p', 'block', 'Group ' + n.Group + ' looks wrong: ' + n.Heard + ' was heard, ' + n.Meant + ' may be meant. ');
      p.append(button(n.Code, () => ask(n.Code))); top.append(p);
    }
    const both = answer.Kind === 'code' ? made('div', 'both') : to;
    if (both !== to) {
      to.append(both);
      const screen = made('section', 'card screen'); screen.setAttribute('aria-label', answer.Sees);
      screen.dataset.words = ''; screen.append(made('h2', 'small', answer.Sees)); both.append(blocks(screen, answer.Screen));
    }
    const side = made('div', 'card'); both.append(side);
    (answer.Parts || []).forEach((p, i) => {
      const part = made('section', 'part' + (p.Heading && i < 2 ? ' first' : ''));
      if (p.Heading) { part.append(made('h2', 'small', p.Heading)); part.setAttribute('aria-label', p.Heading); }
      part.dataset.words = ''; side.append(blocks(part, p.Blocks));
    });
    const more = made('div', 'row part'); side.append(more);
    if (answer.Kind === 'code' && answer.Cause) more.append(button('Explain ' + answer.Cause, () => ask(answer.Cause)));
    if (answer.Letter) letter(side, answer.Cause);
    if (both !== to && at('step-' + answer.Step)) both.append(beside(answer.Step));
  };

  // beside is the guide at the caller's step, with the way to the rest of it.
  const beside = step => {
    const e = made('section', 'card beside'), form = made('form', 'row'), find = made('input'), label = made('label', '', 'Search the guide'), go = made('button', '', 'Search');
    e.setAttribute('aria-label', 'The guide at this step');
    find.type = 'search'; find.id = 'find-beside'; label.htmlFor = find.id; go.type = 'submit'; form.append(label, find, go);
    form.onsubmit = event => { event.preventDefault(); at('find').value = find.value; at('find').oninput(); show('guide'); at('find').focus(); };
    const open = button('The whole guide', () => { at('find').value = ''; at('find').oninput(); show('guide'); at('step-' + step).scrollIntoView(); at('step-' + step).focus(); });
    // What the caller sees stands on the other side already.
    const text = [...at('step-' + step).children].filter(c => !('seen' in c.dataset)).map(c => c.cloneNode(true));
    form.append(open); e.tabIndex = 0; e.append(made('h2', 'small', 'The guide'), form, ...text);
    return e;
  };

  // letter offers the message for the admin.
  const letter = (to, cause) => {
    const form = made('form', 'part'), field = made('input'), out = made('div');
    const label = made('label', '', 'Message for the admin. Mailbox:'); field.id = 'mailbox'; field.type = 'text'; field.inputMode = 'email'; label.htmlFor = field.id;
    const row = made('div', 'row'), go = made('button', '', 'Write it'); go.type = 'submit'; row.append(field, go);
    form.append(label, row, out); to.append(form);
    form.onsubmit = event => {
      event.preventDefault(); out.replaceChildren();
      const l = wish('letter', { Cause: cause, Mailbox: field.value });
      if (l.Problem) { const p = made('p', 'block b-problem', l.Problem); p.setAttribute('role', 'alert'); out.append(p); return; }
      const mail = made('a', '', 'Open in the mail program'); mail.href = l.Mailto;
      const row = made('p', 'row'); row.append(button('Copy the message', () => copy(l.Text)), button('Copy as Markdown', () => copy(l.Markdown)), mail);
      const text = made('pre', '', l.Text); text.tabIndex = 0; text.setAttribute('role', 'region'); text.setAttribute('aria-label', 'The message'); out.append(row, text);
    };
  };

  const keep = () => { try { if (at('keep').checked) localStorage.setItem(keptAs, JSON.stringify({ entries, began })); else localStorage.removeItem(keptAs); } catch { say('This browser keeps nothing here.'); } };
  const line = () => {
    at('line').replaceChildren(...entries.map((e, i) => {
      const li = made('li'), b = button(e.At + '  ' + e.Ask, () => go(i)), note = made('textarea');
      if (i === shown) b.setAttribute('aria-current', 'true');
      b.setAttribute('aria-pressed', String(i === shown));
      note.rows = 1; note.placeholder = 'Note'; note.value = e.Note; note.setAttribute('aria-label', 'Note on ' + e.Ask);
      note.oninput = () => { e.Note = note.value; keep(); };
      li.append(b, note); return li;
    }));
    at('back').disabled = shown <= 0; at('forth').disabled = shown >= entries.length - 1;
    at('ticket-text').disabled = at('ticket-markdown').disabled = !entries.length;
    tick();
  };
  const tick = () => { if (ready && began) at('lasted').textContent = 'The call has taken ' + wish('lasted', { Milliseconds: Date.now() - began }) + '.'; };
  const go = i => { shown = i; draw(wish('ask', { Text: entries[i].Ask })); line(); };
  const ask = text => {
    if (!ready) { waiting = text; tell('One moment ...'); return; }
    show('call');
    const answer = wish('ask', { Text: text }), name = answer.Code || answer.Cause;
    draw(answer); at('text').value = '';
    if (answer.Kind === 'code' || answer.Kind === 'cause') {
      if (!began) began = Date.now();
      entries.push({ At: new Date().toTimeString().slice(0, 8), Ask: name, Note: '', After: wish('lasted', { Milliseconds: Date.now() - began }) });
      shown = entries.length - 1; keep(); line();
    }
  };
  const ticket = markdown => copy(wish('ticket', { Entries: entries, Markdown: markdown }));

  const show = part => {
    for (const id of ['call', 'guide', 'causes']) at(id).hidden = id !== part;
    for (const b of document.querySelectorAll('[data-shows]')) b.setAttribute('aria-pressed', String(b.dataset.shows === part));
  };
  const guide = () => {
    const book = wish('guide');
    at('guide-title').textContent = book.Title;
    const intro = blocks(made('div', 'chapter'), book.Intro);
    at('chapters').replaceChildren(intro, ...book.Chapters.map(c => {
      const s = made('section', 'chapter'); s.id = 'step-' + c.ID; s.tabIndex = -1; s.setAttribute('aria-label', c.Title);
      const seen = made('h3', '', c.Seen), screen = made('div', 'part'); for (const p of c.Screen) screen.append(inText(made('p', 'block'), p));
      seen.dataset.seen = screen.dataset.seen = ''; s.append(made('h2', '', c.Title), seen, screen);
      for (const p of c.Parts) {
        const list = made(p.Numbered ? 'ol' : 'ul'); for (const item of p.Items || []) list.append(inText(made('li'), item));
        s.append(made('h3', '', p.Heading), list);
      }
      return s;
    }));
    at('find').oninput = () => {
      const words = at('find').value.toLowerCase().split(/\s+/).filter(w => w), all = [...at('chapters').children];
      for (const c of all) c.hidden = !words.every(w => c.textContent.toLowerCase().includes(w));
      const left = all.filter(c => !c.hidden).length;
      at('found').textContent = !words.length ? '' : left ? left + ' of ' + all.length + ' parts have it.' : 'No part of the guide has it.';
    };
  };
  const causes = () => {
    const all = wish('catalogue');
    (at('owner').onchange = () => at('list').replaceChildren(...all.filter(c => !at('owner').value || c.Owner === at('owner').value).map(c => {
      const li = made('li'); li.append(button(c.Code, () => ask(c.Code)), made('span', 'quiet', c.Owner), made('span', '', c.Title)); return li;
    })))();
  };
  const named = () => { let code = location.hash.slice(1); try { code = decodeURIComponent(code); } catch { } if (code) ask(code); };

  at('ask').onsubmit = event => { event.preventDefault(); ask(at('text').value); };
  at('text').onkeydown = event => { if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) { event.preventDefault(); ask(at('text').value); } };
  document.onkeydown = event => {
    if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
    const does = { '/': () => at('text').focus(), ArrowLeft: () => at('back').click(), ArrowRight: () => at('forth').click() }[event.key];
    if (does) { event.preventDefault(); does(); }
  };
  for (const b of document.querySelectorAll('[data-shows]')) b.onclick = () => show(b.dataset.shows);
  at('back').onclick = () => go(shown - 1); at('forth').onclick = () => go(shown + 1);
  at('ticket-text').onclick = () => ticket(false); at('ticket-markdown').onclick = () => ticket(true);
  at('print').onclick = () => print();
  at('keep').onchange = keep;
  at('new').onclick = () => { entries = []; shown = -1; began = 0; keep(); line(); tell('Ask the caller for the call code on the screen.'); at('lasted').textContent = 'Begins with the first code.'; say(''); at('text').focus(); };
  addEventListener('hashchange', named);

  globalThis.deskReady = () => setTimeout(() => {
    ready = true; guide(); causes();
    try {
      const old = JSON.parse(localStorage.getItem(keptAs) || 'null');
      if (old) { entries = old.entries; began = old.began; at('keep').checked = true; if (entries.length) go(entries.length - 1); }
    } catch { entries = []; }
    setInterval(tick, 1000);
    if (waiting) ask(waiting); else named();
    document.documentElement.dataset.ready = 'yes';
  });
  const decoded = text => {
    if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
    const bytes = atob(text), packed = new Uint8Array(bytes.length);
    for (let i = 0; i < bytes.length; i++) packed[i] = bytes.charCodeAt(i);
    return packed;
  };
  const start = async () => {
    const text = at('program').textContent; at('program').remove();
    const stream = new Blob([decoded(text)]).stream().pipeThrough(new DecompressionStream('gzip'));
    const go = new globalThis.Go(); // compiled while it is decompressed
    go.run((await WebAssembly.instantiateStreaming(new Response(stream, { headers: { 'Content-Type': 'application/wasm' } }), go.importObject)).instance);
  };
  requestAnimationFrame(() => setTimeout(() => start().catch(() => tell('This browser cannot run the page. A newer Chromium or Firefox can.'))));
})();
