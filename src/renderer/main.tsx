import { z } from 'zod';
import { installTrustedTypes } from './ui/trustedTypes';

// Zod tries out at its first use whether code may be made from text; in this window it may not, and the try would be
// reported as a violation. Hence the program itself is loaded only after this.
z.config({ jitless: true });
installTrustedTypes();
void import('./start');
