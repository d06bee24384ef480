// Plays an asciicast to its end in the core of asciinema-player, and prints what it made of it.
// node play_cast.mjs FOLDER_OF_ITS_DIST FILE.cast
import {readFileSync, readdirSync} from 'node:fs';
import {pathToFileURL} from 'node:url';
const [folder, cast] = process.argv.slice(2);
const name = readdirSync(folder).find(name => /^core-.*\.js$/.test(name));
const {C: Core} = await import(pathToFileURL(`${folder}/${name}`));
const wrong = [];
const logger = {debug() {}, info() {}, log() {}, warn: (...what) => wrong.push(what.join(' ')), error: (...what) => wrong.push(what.join(' '))};
const core = new Core({data: readFileSync(cast, 'utf8')}, {logger, preload: true, speed: 1});
const output = []; let size, markers;
core.addEventListener('output', text => output.push([text].flat().join('')));
core.addEventListener('metadata', told => { markers = told.markers ?? markers; size = told.size ?? size; });
core.addEventListener('reset', told => { size = told.size ?? size; });
core.addEventListener('error', what => wrong.push(String(what)));
core.terminalReady();
await core.init();
await core.seek('100%');
console.log(JSON.stringify({wrong, size, markers, duration: core.getDuration(), output: output.join('')}));
process.exit(0);
