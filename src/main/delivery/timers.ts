/** The timers of delivery and its line: a port, so that a test can let hours pass at once. */
export interface Timers {
  /** Calls `work` once after `ms`, unless the function that is given back was called before. */
  after(ms: number, work: () => void): () => void;
}

/** The machine's own; none of them keeps the program running. */
export const systemTimers: Timers = {
  after(ms, work) {
    const timer = setTimeout(work, ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
