/**
 * Lets the window paint and answer keys in the middle of long work. A message is used, because timers of a hidden
 * window fire once a second only.
 */
export const breathe = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
