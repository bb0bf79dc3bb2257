import { parseSync, Visitor } from 'oxc-parser';
import type { Source } from './arrows';

/**
 * Words that open a way from data to code, or weaken what Electron's security checklist asks for (docs/spec/security.md). Each breach is a
 * sentence that names the file, what stands in it and why it may not.
 */

interface Rule {
  readonly what: string;
  readonly why: string;
  /** Files that may. */
  readonly only?: RegExp;
}

/** Properties that, read or written, are a way into markup or code. */
const MEMBERS: Readonly<Record<string, Rule>> = {
  innerHTML: { what: 'innerHTML', why: 'text becomes markup: React writes text' },
  outerHTML: { what: 'outerHTML', why: 'text becomes markup: React writes text' },
  insertAdjacentHTML: { what: 'insertAdjacentHTML', why: 'text becomes markup: React writes text' },
  srcdoc: { what: 'srcdoc', why: 'text becomes a page' },
  createContextualFragment: { what: 'createContextualFragment', why: 'text becomes markup' },
  setHTMLUnsafe: { what: 'setHTMLUnsafe', why: 'text becomes markup' },
  executeJavaScript: {
    what: 'executeJavaScript',
    why: 'the desktop never runs text as a script in the window',
  },
  executeJavaScriptInIsolatedWorld: {
    what: 'executeJavaScriptInIsolatedWorld',
    why: 'the desktop never runs text as a script in the window',
  },
  insertCSS: { what: 'insertCSS', why: 'the window has its own style sheets only' },
  openExternal: { what: 'openExternal', why: 'the desk opens no address in another program' },
  openPath: { what: 'openPath', why: 'the desk opens no file in another program' },
  loadFile: { what: 'loadFile', why: 'the window is served from its own scheme, never from file:' },
  openDevTools: { what: 'openDevTools', why: 'no tools for developers in the program' },
  setCertificateVerifyProc: {
    what: 'setCertificateVerifyProc',
    why: 'certificates are checked where the line is made (src/main/delivery)',
  },
  commandLine: {
    what: 'commandLine',
    why: 'switches of Chromium are set in one place',
    only: /^src\/main\/(switches|startGuard)\.ts$/,
  },
};

/** Names that, called or constructed, run text as code. */
const CALLS: Readonly<Record<string, Rule>> = {
  eval: { what: 'eval', why: 'text becomes code' },
  Function: { what: 'Function(…)', why: 'text becomes code' },
};

/** Options of a window or a line, by the value they may never have. */
const OPTIONS: readonly (Rule & { readonly name: string; readonly never: boolean | 'any' })[] = [
  {
    name: 'dangerouslySetInnerHTML',
    never: 'any',
    what: 'dangerouslySetInnerHTML',
    why: 'text becomes markup',
  },
  { name: 'webSecurity', never: 'any', what: 'webSecurity', why: 'stays as Electron has it: on' },
  {
    name: 'allowRunningInsecureContent',
    never: 'any',
    what: 'allowRunningInsecureContent',
    why: 'stays as Electron has it: off',
  },
  {
    name: 'experimentalFeatures',
    never: 'any',
    what: 'experimentalFeatures',
    why: 'stays as Electron has it: off',
  },
  {
    name: 'enableBlinkFeatures',
    never: 'any',
    what: 'enableBlinkFeatures',
    why: 'stays as Electron has it: none',
  },
  { name: 'nodeIntegration', never: true, what: 'nodeIntegration: true', why: 'the window has no Node' },
  {
    name: 'nodeIntegrationInWorker',
    never: true,
    what: 'nodeIntegrationInWorker: true',
    why: 'no Node in workers',
  },
  {
    name: 'nodeIntegrationInSubFrames',
    never: true,
    what: 'nodeIntegrationInSubFrames: true',
    why: 'no Node in frames',
  },
  { name: 'webviewTag', never: true, what: 'webviewTag: true', why: 'no page within the page' },
  { name: 'sandbox', never: false, what: 'sandbox: false', why: 'every page runs in the sandbox' },
  {
    name: 'contextIsolation',
    never: false,
    what: 'contextIsolation: false',
    why: 'page and preload stay apart',
  },
  {
    name: 'rejectUnauthorized',
    never: false,
    what: 'rejectUnauthorized: false',
    why: 'a certificate that does not fit is not the platform’s',
  },
];

/** Modules, and the files that may take them. */
const MODULES: readonly (Rule & { readonly name: RegExp })[] = [
  {
    name: /^(node:)?child_process$/,
    what: 'child_process',
    why: 'processes are started as utility processes (src/main/oneTask.ts and their like)',
    // An update's hand-over starts the new version and ends.
    only: /^src\/(platform\/|main\/[^/]*\/cli\.ts$|main\/update\/handOver\.ts$)/,
  },
  { name: /^(node:)?vm$/, what: 'vm', why: 'text becomes code' },
  { name: /^(node:)?inspector(\/|$)/, what: 'inspector', why: 'no debugger in the program' },
];

/** Parts of Electron that the program has no use for. */
const PARTS: Readonly<Record<string, Rule>> = {
  crashReporter: { what: 'crashReporter', why: 'memory holds people: no dump is made, kept or sent' },
  autoUpdater: { what: 'autoUpdater', why: 'updates are signed files (src/main/update), never fetched' },
  webFrame: { what: 'webFrame', why: 'the desktop never runs text as a script in the window' },
  desktopCapturer: { what: 'desktopCapturer', why: 'the screen is nobody’s picture' },
};

const isText = (value: unknown): value is string => typeof value === 'string';

/** Every breach in these sources, as sentences. Tests may name what they try. */
export function forbidden(sources: readonly Source[]): string[] {
  return sources.filter(({ path }) => path.startsWith('src/') && !/\.test\.tsx?$/.test(path)).flatMap(inOne);
}

function inOne({ path, text }: Source): string[] {
  const found: string[] = [];
  const { program, module } = parseSync(path, text);
  const add = (rule: Rule): void => {
    if (!rule.only?.test(path)) found.push(`${path} has ${rule.what}: ${rule.why}`);
  };
  const byName = (name: string, table: Readonly<Record<string, Rule>>): void => {
    const rule = Object.hasOwn(table, name) ? table[name] : undefined;
    if (rule) add(rule);
  };
  for (const { moduleRequest, entries } of module.staticImports) {
    for (const rule of MODULES) if (rule.name.test(moduleRequest.value)) add(rule);
    if (moduleRequest.value === 'electron')
      for (const entry of entries) byName(entry.importName.name ?? '', PARTS);
  }
  new Visitor({
    MemberExpression(node) {
      if ('name' in node.property && isText(node.property.name)) byName(node.property.name, MEMBERS);
      if ('value' in node.property && isText(node.property.value)) byName(node.property.value, MEMBERS);
      const isDocument = 'name' in node.object && node.object.name === 'document';
      const called = 'name' in node.property ? node.property.name : '';
      if (isDocument && (called === 'write' || called === 'writeln'))
        add({ what: `document.${called}`, why: 'text becomes markup' });
    },
    CallExpression(node) {
      if ('name' in node.callee && isText(node.callee.name)) byName(node.callee.name, CALLS);
    },
    NewExpression(node) {
      if ('name' in node.callee && isText(node.callee.name)) byName(node.callee.name, CALLS);
    },
    Property(node) {
      const name = 'name' in node.key ? node.key.name : 'value' in node.key ? node.key.value : null;
      const value = 'value' in node.value ? node.value.value : undefined;
      for (const rule of OPTIONS)
        if (rule.name === name && (rule.never === 'any' || rule.never === value)) add(rule);
    },
    JSXAttribute(node) {
      for (const rule of OPTIONS) if (rule.never === 'any' && node.name.name === rule.name) add(rule);
    },
    Literal(node) {
      if (isText(node.value) && /^(file|javascript|vbscript):/i.test(node.value))
        add({ what: `'${node.value}'`, why: 'addresses of files and scripts are never loaded' });
    },
  }).visit(program);
  return found;
}
