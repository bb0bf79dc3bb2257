/**
 * The public keys that the program will take updates by, from the build setting `CANBAO_UPDATE_KEYS` (64 hexadecimal digits each, with commas
 * between them). Throws a sentence for anything else: a build with a mistyped key would refuse every update for ever.
 */
export function updateKeysIn(setting) {
  const keys = (setting ?? '')
    .split(',')
    .map((key) => key.trim())
    .filter(Boolean);
  const bad = keys.find((key) => !/^[0-9a-f]{64}$/.test(key));
  if (bad !== undefined || new Set(keys).size !== keys.length || keys.length > 8)
    throw new Error(
      `CANBAO_UPDATE_KEYS 应为 1 到 8 个互不相同的公钥（各 64 位小写十六进制，逗号分隔），现在是“${setting}”。`,
    );
  return keys;
}
