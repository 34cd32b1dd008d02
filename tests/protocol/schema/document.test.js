// The document is AsyncAPI 3.0, every reference in it leads somewhere, and nothing in it is left unused.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import Ajv from 'ajv';
import { readDocument, resolve } from './validator.js';

const require = createRequire(import.meta.url);
const document = readDocument();

function* references(node) {
  if (typeof node !== 'object' || node === null) return;
  if (typeof node.$ref === 'string') yield node.$ref;
  for (const child of Object.values(node)) yield* references(child);
}

test('it is AsyncAPI 3.0', () => {
  const ajv = new Ajv({ strict: false, validateFormats: false, logger: false });
  const validate = ajv.compile(require('@asyncapi/specs/schemas/3.0.0-without-$id.json'));
  assert.ok(validate(document), JSON.stringify(validate.errors?.slice(0, 5), null, 1));
  assert.ok(!validate({ ...document, channels: 5 }), 'a check that cannot fail checks nothing');
});

test('every reference leads somewhere', () => {
  for (const ref of references(document)) assert.ok(resolve(document, ref), ref);
});

test('every message is in the channel, in an operation, and carries its type', () => {
  const { messages, schemas } = document.components;
  const inChannel = new Set(Object.values(document.channels.socket.messages).map(({ $ref }) => $ref));
  const inOperations = new Set([...references(document.operations)]);
  for (const [name, message] of Object.entries(messages)) {
    assert.ok(inChannel.has(`#/components/messages/${name}`), `${name} is not in the channel`);
    assert.ok(inOperations.has(`#/channels/socket/messages/${name}`), `${name} is in no operation`);
    const schema = resolve(document, message.payload.$ref);
    const typed = schema.properties ? schema : schemas.StoredEvent;
    assert.equal(typed.properties.type.const, message.name, name);
    assert.ok(schema.required.includes('type'), name);
  }
});

test('every schema is used', () => {
  const used = new Set(references(document));
  for (const name of Object.keys(document.components.schemas))
    assert.ok(used.has(`#/components/schemas/${name}`), `${name} is not used`);
});
