const host = new URL('./electron.ts', import.meta.url).href;

/** Node's loader hook: the program's `electron` is the Chromium host; everything else is resolved as ever. */
export async function resolve(specifier, context, next) {
  return next(specifier === 'electron' ? host : specifier, context);
}
