import { EventEmitter } from 'node:events';

/** Stands in for `process.parentPort` of an Electron utility process inside a forked Node child. */
class ParentPort extends EventEmitter {
  postMessage(message) {
    if (process.connected) process.send(message);
  }
  start() {}
}

const port = new ParentPort();
// Messages that come before anybody listens wait in Node, as they do in Electron.
port.once('newListener', () =>
  process.on('message', (data) => queueMicrotask(() => port.emit('message', { data, ports: [] }))),
);
// A utility process never outlives the program that forked it.
process.on('disconnect', () => process.exit(1));
Object.defineProperty(process, 'parentPort', { value: port });
