import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Album } from './album';
import { empty, loadingAndErrors, normalAndOffline } from './states';

/**
 * `npm run demo -- --tour [--docs]`: a picture of every screen in its normal, empty, loading, error and offline state, in two sizes,
 * in `out/tour/`; with `--docs` in `docs/pictures/tour/`, shown by `docs/tour.md`. Ends with 1 where a screen does not come.
 */
const root = join(import.meta.dirname, '../..');
const OUT = join(root, 'out/tour');

const album = new Album(join(OUT, 'pictures'));
for (const states of [empty, loadingAndErrors, normalAndOffline]) await states(album);
album.write(join(OUT, 'tour.md'), 'pictures');
if (process.argv.includes('--docs')) {
  const kept = join(root, 'docs/pictures/tour');
  rmSync(kept, { recursive: true, force: true });
  cpSync(join(OUT, 'pictures'), kept, { recursive: true });
  album.write(join(root, 'docs/tour.md'), 'pictures/tour');
}
console.log(`${album.count} pictures in ${OUT}`);
for (const miss of album.missed) console.error(miss);
process.exit(album.missed.length === 0 ? 0 : 1);
