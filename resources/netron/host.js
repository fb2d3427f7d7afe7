// SPDX-License-Identifier: Apache-2.0
// Joins Netron to the window: a host that reports over a web channel, and `cutaway`, what the window asks of the page.

import './qwebchannel.js';

// In the order that Netron's own index.js loads them: later ones expect the earlier ones in window.exports.
window.exports = {};
for (const name of ['base', 'text', 'flatbuffers', 'flexbuffers', 'zip', 'tar', 'python', 'json', 'xml', 'protobuf', 'hdf5', 'grapher']) {
    await import(`./${name}.js`);
}
const browser = await import('./browser.js');
const netron = await import('./view.js');

const bridge = await new Promise((resolve) => {
    new window.QWebChannel(window.qt.webChannelTransport, (channel) => resolve(channel.objects.bridge));
});

class WindowHost extends browser.Host {

    constructor() {
        super();
        // Consent is given by having nothing to consent to: `view` below asks no server and sends nothing.
        Object.assign(this._environment, { packaged: false, menu: false });
    }

    async view(view) {
        this._view = view;
    }

    async start() {
        bridge.started();
    }

    get() {
        return undefined;
    }

    set() {
    }

    delete() {
    }

    event() {
    }

    exception() {
    }

    openURL(url) {
        bridge.link(String(url));
    }

    async execute() {
    }

    async export(file, blob) {
        const reader = new FileReader();
        reader.onload = () => bridge.exported(file, reader.result.split(',')[1] || '');
        reader.onerror = () => bridge.told(`${file} could not be drawn.`);
        reader.readAsDataURL(blob);
    }

    // Netron says here that a layout takes long (with "Cancel", which the window has already) and what went wrong.
    async message(text, alert, action) {
        if (alert) {
            bridge.told(String(text || ''));
            return 0;
        }
        return action === 'Cancel' ? new Promise(() => {}) : 0;
    }
}

const host = new WindowHost();
const view = new netron.View(host);
const plain = (text) => String(text || '').split('\n')[0]; // .tflite: an index follows the name

const nameOf = (value) => {
    if (!value) {
        return '';
    }
    if (value.name) {
        return plain(value.name);
    }
    for (const output of value.outputs || []) { // operators of .tflite go by their first output
        for (const item of output.value || []) {
            if (item && item.name) {
                return plain(item.name);
            }
        }
    }
    return plain(value.identifier);
};

const tensorOf = (value) => {
    const items = Array.isArray(value.value) ? value.value : [value];
    const item = items.length > 0 ? items[0] : null;
    return item ? plain(item.name || (item.initializer && item.initializer.name)) : '';
};

// The function that is drawn; empty for the main graph.
const inside = () => {
    const graph = view.activeTarget;
    return graph && graph.type === 'function' ? plain(graph.name) : '';
};

const describe = (element) => {
    const value = element.value;
    if (!value) {
        return null;
    }
    const nodes = view.activeTarget.nodes;
    if (nodes.includes(value)) {
        return { kind: 'node', name: nameOf(value), inside: inside() };
    }
    return { kind: 'tensor', name: tensorOf(value), inside: inside() };
};

// Choices that the window asked for are not told back to it.
let isQuiet = false;
const quietly = (action) => {
    isQuiet = true;
    try {
        return action();
    } finally {
        isQuiet = false;
    }
};

const told = (target) => {
    if (!isQuiet) {
        const found = [...target.selection].map(describe).filter((item) => item && item.name);
        bridge.chosen(JSON.stringify(found));
    }
};

const target = Object.getOwnPropertyDescriptor(netron.View.prototype, 'target');
Object.defineProperty(view, 'target', {
    get() {
        return target.get.call(view);
    },
    set(value) {
        target.set.call(view, value);
        if (value) {
            value.on('selectionchange', told);
            const count = (items) => (items instanceof Map ? items.size : items.length);
            bridge.drawn(count(value.nodes), count(value.edges));
        }
    }
});

const render = view.render;
view.render = (graph, signature) => {
    bridge.drawing(graph && graph.nodes ? graph.nodes.length : 0);
    return render.call(view, graph, signature);
};

// Netron's own panel opens where it is asked for; the window has an inspector.
let isDetailed = false;
for (const name of ['showNodeProperties', 'showConnectionProperties', 'showTensorProperties', 'showTargetProperties']) {
    const show = view[name];
    view[name] = (...given) => (isDetailed ? show.apply(view, given) : undefined);
}

const weights = (node) => (node.inputs || []).flatMap((argument) => (Array.isArray(argument.value) ? argument.value : []))
    .filter((value) => value).map((value) => tensorOf(value));

// The first thing that goes by the first of the names that anything goes by; a weight leads to the node that holds it.
const find = (names) => {
    const graph = view.activeTarget;
    const drawn = view.activeSignature || graph;
    const ports = [...(drawn.inputs || []), ...(drawn.outputs || [])];
    for (const name of names) {
        const found = graph.nodes.find((node) => nameOf(node) === name) ||
            ports.find((port) => plain(port.name) === name || tensorOf(port) === name) ||
            graph.nodes.find((node) => weights(node).includes(name));
        if (found) {
            return found;
        }
    }
    return null;
};

// A function, which Netron draws as a graph of its own; the main graph for none.
const pathTo = (owner) => {
    const model = view.model;
    const main = view._path[view._path.length - 1];
    if (!owner || !model) {
        return [main];
    }
    const functions = [model, ...(model.modules || [])].flatMap((part) => (Array.isArray(part.functions) ? part.functions : []));
    const found = functions.find((item) => plain(item.name) === owner);
    return found && Array.isArray(found.nodes) && found.nodes.length > 0 ? [{ target: found, signature: null }, main] : null;
};

// Netron's dark colours stand in media rules that ask the system; the window decides instead.
const schemeRules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules])
    .filter((rule) => rule.media && rule.media.mediaText.includes('prefers-color-scheme'));

window.cutaway = {

    open(name, identifier, options) {
        for (const option of options) {
            view._options[option] = option === 'direction' ? 'horizontal' : !view._options[option];
        }
        const parts = name.split('/').map((part) => encodeURIComponent(part)).join('/');
        const url = `${window.location.origin}/data/${parts}`;
        host._openModel(url, identifier, null).then((status) => {
            if (status !== '') {
                bridge.failed();
            }
        });
    },

    theme(isDark, colors) {
        const style = document.documentElement.style;
        style.setProperty('--scheme', isDark ? 'dark' : 'light');
        for (const [name, color] of Object.entries(colors)) {
            style.setProperty(`--${name}`, color);
        }
        for (const rule of schemeRules) {
            rule.media.mediaText = isDark ? 'all' : 'not all';
        }
    },

    // owner: the function that is meant, empty for the main graph, null for whatever is drawn. Another graph than the
    // one that is drawn is drawn first, and asked for the same when it is; one of more nodes than `most` is not, and
    // their number is the answer.
    choose(names, owner, most) {
        if (!view.target || !view.activeTarget) {
            return 0;
        }
        if (owner !== null && owner !== inside()) {
            const path = pathTo(owner);
            const nodes = path ? path[0].target.nodes.length : 0;
            if (nodes > 0 && nodes <= most) {
                view._sidebar.close();
                view._updateActiveTarget(path);
                return 0;
            }
            if (nodes > 0) {
                return nodes;
            }
        }
        const value = owner === null || owner === inside() ? find(names) : null;
        quietly(() => {
            const chosen = value ? view.target.select([value], 'window') : view.target.select(null, 'window');
            view.target.scrollTo(chosen, 'instant');
        });
        return 0;
    },

    find(query) {
        if (view._sidebar.identifier === 'find') {
            view._sidebar.close();
        }
        if (query) {
            view._find = { query, node: true, connection: false, weight: true };
            view.find();
        }
    },

    zoom(factor) {
        view.target.zoom = factor ? view.target.zoom * factor : 1;
        return view.target.zoom;
    },

    details(isShown) {
        isDetailed = isShown;
        view._sidebar.close();
        if (isShown && view.target) {
            const [element] = view.target.selection;
            if (element && element.value) {
                quietly(() => view.target.activate(element.value, 'window'));
            } else {
                view.showModelProperties();
            }
        }
    },

    toggle(name) {
        view.toggle(name);
    },

    export(file) {
        view.export(file).catch((error) => bridge.told(String(error.message || error)));
    },

    nodes() {
        return JSON.stringify(view.activeTarget ? view.activeTarget.nodes.map(nameOf) : []);
    }
};

window.addEventListener('error', (event) => bridge.told(String(event.message || '')));
window.__view__ = view;
await view.start();
