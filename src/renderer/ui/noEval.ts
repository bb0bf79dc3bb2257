import { z } from 'zod';

// Zod tries out at its first use whether code may be made from text; in this window it may not, and the try is reported
// as a violation. Imported before anything that parses.
z.config({ jitless: true });
