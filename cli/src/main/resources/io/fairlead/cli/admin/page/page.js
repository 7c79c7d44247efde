'use strict';
// Shows what GET /api/v1/overview tells, and carries out what an operator wants. All text goes in as text, never as HTML:
// ids and addresses come from strangers.

const EVERY_MS = 3000;
const LONGEST_PAUSE_MS = 30000;
const REMEMBERED = 100;
const MOST_ROWS = 20;
const KEY = 'fairlead-token';

const $ = id => document.getElementById(id);

let token = sessionStorage.getItem(KEY) || '';
let timer = 0;
let failures = 0;
let before = null;
let shown = '';
const past = new Map();

class Failed extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

async function call(method, path) {
  const answer = await fetch('/api/v1' + path, {
    method,
    headers: {Authorization: 'Bearer ' + token},
    cache: 'no-store',
    credentials: 'omit',
  });
  let json = {};
  try {
    json = await answer.json();
  } catch {
    // Something else than our server has answered; the status says enough.
  }
  if (!answer.ok) {
    throw new Failed(answer.status, json.message || 'HTTP ' + answer.status);
  }
  return json;
}

// ---- building ----

function element(name, text, className) {
  const made = document.createElement(name);
  if (text !== undefined) {
    made.textContent = text;
  }
  if (className) {
    made.className = className;
  }
  return made;
}

function button(text, does) {
  const made = element('button', text);
  made.type = 'button';
  made.addEventListener('click', does);
  return made;
}

/** columns: {title, cell: row -> text or element, number} */
function table(place, columns, rows, empty) {
  const frame = element('div', undefined, 'table');
  if (rows.length === 0) {
    frame.append(element('p', empty, 'empty'));
  } else {
    const made = element('table');
    const head = made.createTHead().insertRow();
    for (const column of columns) {
      const th = element('th', column.title, column.number ? 'n' : '');
      th.scope = 'col';
      head.append(th);
    }
    const body = made.createTBody();
    for (const row of rows) {
      const line = body.insertRow();
      for (const column of columns) {
        const cell = line.insertCell();
        cell.className = column.number ? 'n' : '';
        cell.append(column.cell(row));
      }
    }
    frame.append(made);
  }
  // A button that has the focus would lose it with the row.
  if (!place.contains(document.activeElement)) {
    place.replaceChildren(frame);
  }
}

// ---- texts ----

function count(number) {
  return number.toLocaleString('en');
}

function rate(bytesPerSecond) {
  const bits = bytesPerSecond * 8;
  if (bits >= 1e9) {
    return (bits / 1e9).toFixed(2) + ' Gb/s';
  }
  return bits >= 1e6 ? (bits / 1e6).toFixed(1) + ' Mb/s' : Math.round(bits / 1e3) + ' kb/s';
}

function size(bytes) {
  for (const [unit, step] of [['TB', 1e12], ['GB', 1e9], ['MB', 1e6], ['kB', 1e3]]) {
    if (bytes >= step) {
      return (bytes / step).toFixed(1) + ' ' + unit;
    }
  }
  return bytes + ' B';
}

function span(seconds) {
  const parts = [[86400, 'd'], [3600, 'h'], [60, 'min'], [1, 's']];
  const at = parts.findIndex(([step]) => seconds >= step);
  if (at < 0) {
    return '0 s';
  }
  const [step, unit] = parts[at];
  const text = Math.floor(seconds / step) + ' ' + unit;
  const next = parts[at + 1];
  const rest = next ? Math.floor(seconds % step / next[0]) : 0;
  return rest > 0 ? text + ' ' + rest + ' ' + next[1] : text;
}

function clock(time) {
  const date = new Date(time);
  return isNaN(date) ? time : date.toLocaleTimeString('en-GB');
}

function share(load) {
  return Math.round(load * 100) + ' %';
}

function tone(text, className) {
  return element('span', text, className);
}

// ---- numbers ----

function remember(name, value) {
  const values = past.get(name) || [];
  values.push(value);
  if (values.length > REMEMBERED) {
    values.shift();
  }
  past.set(name, values);
  return values;
}

function line(values) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 ' + (REMEMBERED - 1) + ' 20');
  svg.setAttribute('preserveAspectRatio', 'none');
  svg.setAttribute('aria-hidden', 'true');
  const most = Math.max(...values, 1e-9);
  const drawn = document.createElementNS('http://www.w3.org/2000/svg', 'polyline');
  drawn.setAttribute('points', values
      .map((value, i) => (REMEMBERED - values.length + i) + ',' + (19 - 18 * value / most).toFixed(1)).join(' '));
  svg.append(drawn);
  return svg;
}

function tile(title, text, values, className) {
  const made = element('li');
  made.append(element('span', title), element('b', text, className));
  if (values) {
    made.append(line(values));
  }
  return made;
}

/** Introductions a second since the last look; null when a node has come or gone, which changes the sums. */
function pace(now) {
  const sums = {
    time: Date.parse(now.time),
    nodes: now.nodes.map(node => node.node).sort().join(' '),
    all: now.nodes.reduce((sum, node) => sum + node.introductions, 0),
    answered: now.introductions_by_outcome.answered || 0,
  };
  const last = before;
  before = sums;
  if (!last || last.nodes !== sums.nodes || sums.time <= last.time || sums.all < last.all) {
    return null;
  }
  return (sums.all - last.all) * 1000 / (sums.time - last.time);
}

function tiles(now) {
  const introductions = pace(now);
  const made = [
    tile('Devices online', count(now.devices), remember('devices', now.devices)),
    tile('Sessions', count(now.sessions), remember('sessions', now.sessions)),
    tile('Relayed', rate(now.bytes_per_second), remember('bytes', now.bytes_per_second)),
    tile('Introductions a second', introductions === null ? '–' : introductions.toFixed(introductions < 10 ? 1 : 0),
        introductions === null ? past.get('introductions') || [] : remember('introductions', introductions)),
  ];
  const plans = Object.values(now.introductions_by_plan).reduce((sum, number) => sum + number, 0);
  const direct = (now.introductions_by_plan.punch || 0) + (now.introductions_by_plan.same_intranet || 0);
  made.push(tile('Direct, since start', plans === 0 ? '–' : share(direct / plans)));
  const unanswered = now.unanswered.length;
  made.push(tile('Nodes', now.nodes.length + (unanswered ? ' of ' + (now.nodes.length + unanswered) : ''), null,
      unanswered ? 'bad' : ''));
  $('tiles').replaceChildren(...made);
}

// ---- tables ----

function nodes(now) {
  const silent = now.unanswered.map(name => ({node: name, silent: true}));
  const known = cell => row => row.silent ? '' : cell(row);
  table($('nodes'), [
    {title: 'Node', cell: row => row.node + (row.self ? ' (this one)' : '')},
    {title: 'State', cell: row => row.silent ? tone('does not answer', 'bad')
        : !row.store_reached ? tone('store is away', 'bad')
        : row.draining ? tone('draining', 'warn') : tone('runs', 'good')},
    {title: 'Role', cell: known(row => row.role)},
    {title: 'Region', cell: known(row => row.region)},
    {title: 'Devices', number: true, cell: known(row => count(row.devices))},
    {title: 'Introductions', number: true, cell: known(row => count(row.introductions))},
    {title: 'Sessions', number: true, cell: known(row => count(row.sessions))},
    {title: 'Relayed', number: true, cell: known(row => rate(row.bytes_per_second))},
    {title: 'Load', number: true, cell: known(row => share(row.load))},
    {title: 'Up for', number: true, cell: known(row => span(row.uptime_seconds))},
    {title: 'Version', cell: known(row => row.version)},
  ], [...now.nodes, ...silent], 'No node answers.');
}

function relays(now) {
  table($('relays'), [
    {title: 'Relay', cell: row => row.node || row.address},
    {title: 'Address', cell: row => row.address},
    {title: 'Region', cell: row => row.region},
    {title: 'State', cell: row => row.draining ? tone('draining', 'warn')
        : row.offered ? tone('offered', 'good') : tone('not offered', 'bad')},
    {title: 'Sessions', number: true, cell: row => count(row.sessions)},
    {title: 'Connections', number: true, cell: row => count(row.connections)},
    {title: 'Relayed', number: true, cell: row => rate(row.bytes_per_second)},
    {title: 'Load', number: true, cell: row => share(row.load)},
    {title: '', cell: row => !row.node || !row.answered ? '' : row.draining
        ? button('Resume', () => act('POST', '/relays/' + encodeURIComponent(row.node) + '/resume',
            'Let ' + row.node + ' have new sessions again?'))
        : button('Drain', () => act('POST', '/relays/' + encodeURIComponent(row.node) + '/drain',
            'No new sessions for ' + row.node + '? Those that run go on.'))},
  ], now.relays, 'No relay is known.');
}

function sessions(now) {
  table($('sessions'), [
    {title: 'Device', cell: row => row.device},
    {title: 'First', cell: row => row.first},
    {title: 'Second', cell: row => row.second},
    {title: 'Rate', number: true, cell: row => rate(row.rate_kbps * 125)},
    {title: 'Carried', number: true, cell: row => size(row.bytes_to_first + row.bytes_to_second)},
    {title: 'For', number: true, cell: row => span(row.seconds)},
    {title: 'Path', cell: row => row.kinds + ', ' + row.path},
    {title: 'Relay', cell: row => row.node},
    {title: '', cell: row => button('End', () => act('DELETE',
        '/sessions/' + encodeURIComponent(row.node) + '/' + row.number,
        'End the session of ' + row.first + ' and ' + row.second + '?'))},
  ], now.fastest.slice(0, MOST_ROWS), 'No session runs.');
}

function introductions(now) {
  table($('introductions'), [
    {title: 'Time', cell: row => clock(row.time)},
    {title: 'From', cell: row => row.from},
    {title: 'To', cell: row => row.to},
    {title: 'Outcome', cell: row => tone(row.outcome, row.outcome === 'answered' ? 'good' : 'bad')},
    {title: 'Plan', cell: row => row.plan},
    {title: 'Reason', cell: row => row.reason},
    {title: 'Networks', cell: row => row.from_network || row.to_network
        ? row.from_network + ' → ' + row.to_network + ' (' + row.same_site + ')' : ''},
    {title: 'Relay', cell: row => row.relay},
    {title: 'Took', number: true, cell: row => row.duration_ms + ' ms'},
    {title: 'Node', cell: row => row.node},
  ], now.introductions.slice(0, MOST_ROWS), 'None yet.');
}

// ---- a device ----

/** Looked at again with all else, as it comes and goes, and as a block takes a moment to reach all nodes. */
async function find(id) {
  const place = $('device');
  shown = id;
  try {
    const found = await call('GET', '/devices/' + encodeURIComponent(id));
    if (shown !== id) {
      return;
    }
    const facts = element('dl');
    const fact = (name, value) => facts.append(element('dt', name), element('dd', value));
    fact('Id', found.id);
    fact('Online', found.online ? 'yes, at ' + found.node + ' by ' + found.transport + ', ' + found.address : 'no');
    fact('State', found.state);
    fact('Tenant', found.tenant);
    fact('Stored', found.stored ? found.key_confirmed ? 'yes, with its key' : 'yes, without a key' : 'no');
    fact('Last address', found.ip || '–');
    if (found.refusals) {
      fact('Refused', found.refusals + ' times');
    }
    const path = '/devices/' + encodeURIComponent(found.id);
    const blocked = found.state === 'blocked';
    place.replaceChildren(facts, button(blocked ? 'Unblock' : 'Block', async () => {
      if (await act('POST', path + (blocked ? '/unblock' : '/block'),
          (blocked ? 'Let ' : 'Keep out ') + found.id + (blocked ? ' register again?' : '?'))) {
        await find(found.id);
      }
    }));
  } catch (e) {
    place.replaceChildren(element('p', e.message, 'bad'));
    shown = '';
    signedOutBy(e);
  }
}

// ---- doing ----

function sure(question) {
  $('question').textContent = question;
  const dialog = $('sure');
  dialog.returnValue = 'no';
  dialog.showModal();
  return new Promise(resolve => dialog.addEventListener(
      'close', () => resolve(dialog.returnValue === 'yes'), {once: true}));
}

/** Asks first; true when it was done. */
async function act(method, path, question) {
  if (!await sure(question)) {
    return false;
  }
  let done = false;
  try {
    const answer = await call(method, path);
    say(answer.target + ': ' + answer.outcome + (answer.note ? '. ' + answer.note : ''), 'good');
    done = true;
  } catch (e) {
    say(e.message, 'bad');
    signedOutBy(e);
  }
  if (document.activeElement) {
    document.activeElement.blur();
  }
  look();
  return done;
}

function say(text, className) {
  const place = $('state');
  place.textContent = text;
  place.className = className;
}

// ---- looking ----

function later(ms) {
  clearTimeout(timer);
  timer = setTimeout(look, ms);
}

async function look() {
  clearTimeout(timer);
  if (!token || document.hidden) {
    return;
  }
  const asked = token;
  try {
    const now = await call('GET', '/overview');
    if (token !== asked) {
      return;
    }
    if (failures > 0 || $('all').hidden) {
      say('live', 'good');
    }
    failures = 0;
    $('enter').hidden = true;
    $('all').hidden = false;
    $('leave').hidden = false;
    $('about').textContent = now.node + ', ' + now.version + ', ' + clock(now.time);
    tiles(now);
    nodes(now);
    relays(now);
    sessions(now);
    introductions(now);
    if (shown && !$('device').contains(document.activeElement)) {
      await find(shown);
    }
    later(EVERY_MS);
  } catch (e) {
    if (signedOutBy(e)) {
      return;
    }
    failures++;
    const pause = Math.min(LONGEST_PAUSE_MS, EVERY_MS * 2 ** Math.min(failures, 4));
    say((e instanceof Failed ? e.message : 'the server does not answer') + '; what is shown is old', 'bad');
    later(pause);
  }
}

function signedOutBy(failure) {
  if (!(failure instanceof Failed) || failure.status !== 401 && failure.status !== 429) {
    return false;
  }
  leave(failure.status === 401 ? 'wrong token' : failure.message, 'bad');
  return true;
}

function leave(text, className) {
  token = '';
  sessionStorage.removeItem(KEY);
  clearTimeout(timer);
  failures = 0;
  before = null;
  past.clear();
  $('all').hidden = true;
  $('leave').hidden = true;
  $('enter').hidden = false;
  shown = '';
  $('device').replaceChildren();
  $('about').textContent = '';
  say(text, className);
  $('token').focus();
}

$('enter').addEventListener('submit', event => {
  event.preventDefault();
  token = $('token').value.trim();
  $('token').value = '';
  sessionStorage.setItem(KEY, token);
  say('looking', '');
  look();
});
$('find').addEventListener('submit', event => {
  event.preventDefault();
  find($('id').value.trim());
});
$('leave').addEventListener('click', () => leave('signed out', ''));
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) {
    look();
  }
});
look();
