/** Names that the language itself asks for; they are not calls of the program. */
const SILENT = new Set(['then', 'toJSON', 'constructor', '$$typeof', 'asymmetricMatch']);

/** Gives `parts` and throws, with its name, for anything of Electron's that is not among them. */
export function standIn<T extends object>(name: string, parts: T): T {
  return new Proxy(parts, {
    get(target, property, receiver) {
      if (typeof property === 'symbol' || property in target || SILENT.has(property)) {
        const value: unknown = Reflect.get(target, property, receiver);
        return value;
      }
      throw new Error(`electron: ${name}.${property} is not stood in for by the Chromium host`);
    },
  });
}

/** A part of Electron that only real Electron has; any use says so. */
export const onlyInElectron = (name: string): object => standIn(name, {});
