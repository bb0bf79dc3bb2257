/** Names between the page and the host; the binding is taken away from the page before the page's own scripts run. */
export const INVOKE = '__hostInvoke';
export const DELIVER = '__hostDeliver';

/** What the host says of itself in the corner of every page, on the screen only. */
export const TRIAL_HOST = '试用宿主（Chromium）';

/**
 * The script that runs a CommonJS preload before the page's scripts, in the top frame of the program's own pages only, and gives it
 * the `electron` of a sandboxed preload. The preload shares the page's world here; real Electron isolates it.
 */
export const preloadScript = (preload: string): string => `(() => {
  if (window !== window.top || !location.hostname.endsWith('.invalid')) return;
  const call = window.${INVOKE};
  delete window.${INVOKE};
  const listeners = new Map();
  const freeze = (value) => {
    if (value && typeof value === 'object') Object.values(value).forEach(freeze);
    return Object.freeze(value);
  };
  Object.defineProperty(window, '${DELIVER}', {
    value: (channel, args) => { for (const hear of [...(listeners.get(channel) ?? [])]) hear({}, ...args); },
  });
  const electron = {
    contextBridge: {
      exposeInMainWorld: (name, value) => Object.defineProperty(window, name, { value: freeze(value), enumerable: true }),
    },
    ipcRenderer: {
      invoke: async (channel, ...args) => {
        const answered = await call(channel, args);
        if (answered.ok) return answered.value;
        throw new Error("Error invoking remote method '" + channel + "': " + answered.error);
      },
      on: (channel, hear) => { listeners.set(channel, [...(listeners.get(channel) ?? []), hear]); },
      removeListener: (channel, hear) => {
        listeners.set(channel, (listeners.get(channel) ?? []).filter((one) => one !== hear));
      },
    },
  };
  // A closed shadow beside the body: neither the program's styles nor its texts meet it, and it takes no click and no paper.
  const note = document.createElement('host-note');
  note.setAttribute('aria-hidden', 'true');
  const shadow = note.attachShadow({ mode: 'closed' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    ':host{all:initial;position:fixed;right:4px;bottom:1px;z-index:2147483647;pointer-events:none;user-select:none;' +
    'font:10px/1.2 sans-serif;color:#595959;background:rgba(255,255,255,.8)}@media print{:host{display:none}}');
  shadow.adoptedStyleSheets = [sheet];
  shadow.append('${TRIAL_HOST}');
  document.addEventListener('DOMContentLoaded', () => document.documentElement.append(note));
  const module = { exports: {} };
  const require = (name) => {
    if (name === 'electron') return electron;
    throw new Error('a sandboxed preload may not require ' + name);
  };
  ((require, module, exports) => {
${preload}
  })(require, module, module.exports);
})();`;
