// SPDX-License-Identifier: Apache-2.0
// Lays a graph out as Netron does (grapher.js): node netron_layout.mjs DAGRE.mjs GRAPH.json; prints seconds.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const dagre = await import(pathToFileURL(process.argv[2]));
const graph = JSON.parse(readFileSync(process.argv[3], 'utf-8'));
const nodes = graph.nodes.map(([v, width, height]) => ({ v: `${v}`, width, height, parent: null }));
const edges = graph.edges.map(([v, w]) => ({
    v: `${v}`, w: `${w}`, minlen: 1, weight: 1, width: 0, height: 0, labeloffset: 10, labelpos: 'r' }));
const layout = { nodesep: 20, ranksep: 20 };
if (nodes.length > 3000) {
    layout.ranker = 'longest-path';
}
const began = process.hrtime.bigint();
dagre.layout(nodes, edges, layout, {});
console.log(Number(process.hrtime.bigint() - began) / 1e9);
