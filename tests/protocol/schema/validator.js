// Holds messages against protocol/asyncapi.yaml. Used by the tests here and by the end-to-end tests.
import { readFileSync } from 'node:fs';
import Ajv from 'ajv';
import { parse } from 'yaml';

const source = new URL('../../../protocol/asyncapi.yaml', import.meta.url);

/** The document as it stands in the repository. */
export function readDocument() {
  return parse(readFileSync(source, 'utf8'));
}

/** What a reference inside the document ("#/a/b") points to. */
export function resolve(document, ref) {
  const found = ref.slice(2).split('/').reduce((node, key) => node?.[key], document);
  if (found === undefined) throw new Error(`${ref} points to nothing`);
  return found;
}

// Every object with named fields takes no others. For our own traffic, where a field that is not described is drift.
function close(schema) {
  if (Array.isArray(schema)) return schema.map(close);
  if (typeof schema !== 'object' || schema === null) return schema;
  const closed = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, close(value)]));
  if (schema.type === 'object' && schema.properties) closed.additionalProperties = false;
  return closed;
}

// The messages of an operation's list, each as [type on the wire, name of its schema].
function messagesOf(document, references) {
  return references.map(({ $ref }) => {
    const message = resolve(document, resolve(document, $ref).$ref);
    return [message.name, message.payload.$ref.split('/').at(-1)];
  });
}

const describe = (errors) => (errors ?? []).map(({ instancePath, message, params }) =>
  `${instancePath || 'message'} ${message}${params?.additionalProperty ? ` (${params.additionalProperty})` : ''}`);

/**
 * @param {{unknownFields?: 'refuse'|'allow'}} [options] the protocol lets fields be added, so 'allow' is for messages of
 *   others; our own must be described in full
 * @returns {{request(message: object): string[], host(message: object, asked?: string): string[]}} what is wrong with a
 *   message: an empty list where nothing is. `asked` is the type of the request that a reply answers: without it an `ok`
 *   may be the reply to any.
 */
export function validator({ unknownFields = 'refuse' } = {}) {
  const document = readDocument();
  const schemas = unknownFields === 'refuse' ? close(document.components.schemas) : document.components.schemas;
  const ajv = new Ajv({ allErrors: true, strictTypes: false, schemas: [{ $id: 'courtyard', components: { schemas } }],
    keywords: ['components'] });
  const compiled = new Map(Object.keys(schemas).map((name) =>
    [name, ajv.compile({ $ref: `courtyard#/components/schemas/${name}` })]));

  const requests = new Map(); // type → schema
  const replies = new Map(); // type of request → [[type, schema], …]
  const said = []; // all that a host says
  for (const operation of Object.values(document.operations)) {
    const messages = messagesOf(document, operation.messages);
    if (operation.action === 'send') {
      said.push(...messages);
      continue;
    }
    const answers = messagesOf(document, operation.reply.messages);
    for (const [type, schema] of messages) {
      requests.set(type, schema);
      replies.set(type, answers);
    }
    said.push(...answers);
  }

  const check = (schema, message) => {
    const validate = compiled.get(schema);
    return validate(message) ? [] : describe(validate.errors);
  };
  const typeOf = (message) => (typeof message?.type === 'string' ? message.type : null);
  const isRequest = (type) => requests.has(type);
  const isSaid = (type) => said.some(([name]) => name === type);

  return {
    request(message) {
      const type = typeOf(message);
      if (isRequest(type)) return check(requests.get(type), message);
      return [`"${type}" is no request${isSaid(type) ? ', but a message of a host' : ''}`];
    },
    host(message, asked) {
      const type = typeOf(message);
      const candidates = (asked === undefined ? said : replies.get(asked) ?? []).filter(([name]) => name === type);
      if (candidates.length === 0) {
        if (asked !== undefined) return [`"${type}" does not answer "${asked}"`];
        return [`"${type}" is no message of a host${isRequest(type) ? ', but a request' : ''}`];
      }
      const outcomes = [...new Set(candidates.map(([, schema]) => schema))].map((schema) => check(schema, message));
      return outcomes.sort((a, b) => a.length - b.length)[0];
    },
  };
}
