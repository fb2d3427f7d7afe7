// SPDX-License-Identifier: Apache-2.0
// Lays out what Model Explorer shows first, by its own web worker: node explorer_layout.cjs WEB_APP GRAPH.json.
const { readFileSync, readdirSync } = require('node:fs');
const { join } = require('node:path');
const vm = require('node:vm');

const [folder, file] = process.argv.slice(2);
let listener = null;
let answer = null;
// What a worker has in a browser; text is measured as if each character were as wide as the average one.
globalThis.self = globalThis;
globalThis.addEventListener = (type, found) => { listener = type === 'message' ? found : listener; };
globalThis.postMessage = (message) => { answer = message.eventType === 1 ? message : answer; };
globalThis.importScripts = () => {};
globalThis.OffscreenCanvas = class {
    getContext() {
        return { measureText: (text) => ({ width: text.length * 6 }) };
    }
};
const worker = readdirSync(folder).find((name) => /^worker-.*\.js$/.test(name));
for (const script of [join(folder, 'static_files', 'worker_deps.js'), join(folder, worker)]) {
    vm.runInThisContext(readFileSync(script, 'utf-8'), { filename: script });
}
const graph = JSON.parse(readFileSync(file, 'utf-8'));
const began = process.hrtime.bigint();
listener({ data: {
    eventType: 0, graph, paneId: '0', showOnNodeItemTypes: {}, nodeDataProviderRuns: {}, config: {},
    groupNodeChildrenCountThreshold: 1000, flattenLayers: false, keepLayersWithASingleChild: false,
    initialLayout: true } });
const seconds = Number(process.hrtime.bigint() - began) / 1e9;
if (answer === null || !(answer.modelGraph.nodes.length > 0)) {
    throw new Error('no answer');
}
const roots = answer.modelGraph.rootNodes ?? [];
if (!roots.some((node) => node.x !== undefined)) {
    throw new Error('nothing was laid out');
}
console.log(seconds);
