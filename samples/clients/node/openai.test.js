import assert from 'node:assert/strict';
import { test } from 'node:test';
import OpenAI from 'openai';
import { zodResponseFormat } from 'openai/helpers/zod';
import { z } from 'zod';
import * as gateway from './gateway.js';

const client = new OpenAI({ baseURL: gateway.baseURL, apiKey: gateway.key, maxRetries: 0 });

function asking(question, more = {}) {
  return { model: gateway.model, messages: [{ role: 'user', content: question }], ...more };
}

const weatherTool = {
  type: 'function',
  function: {
    name: 'get_weather',
    description: 'The weather in a city.',
    parameters: {
      type: 'object',
      properties: { city: { type: 'string' } },
      required: ['city'],
    },
    parse: JSON.parse,
    function: ({ city }) => gateway.weatherOf(city),
  },
};

const Person = z.object({ name: z.string(), born: z.number().int() });

test('creates a completion', async () => {
  const { data: answer, response } = await client.chat.completions
    .create(asking(gateway.hello))
    .withResponse();

  assert.match(answer.id, /^chatcmpl-/);
  assert.match(answer._request_id, /^req_/);
  assert.equal(answer.object, 'chat.completion');
  assert.equal(answer.model, gateway.model);
  assert.equal(answer.choices.length, 1);
  assert.equal(answer.choices[0].message.content, 'Hi there.');
  assert.equal(answer.choices[0].finish_reason, 'stop');
  assert.deepEqual(answer.usage, { prompt_tokens: 24, completion_tokens: 9, total_tokens: 33 });
  assert.ok(response.headers.get('x-ratelimit-remaining-requests'));
});

test('streams a completion', async () => {
  const stream = await client.chat.completions.create(asking(gateway.hello, { stream: true }));
  const pieces = [];
  const ids = new Set();
  let reason;
  let usage;
  for await (const chunk of stream) {
    ids.add(chunk.id);
    const piece = chunk.choices[0]?.delta.content;
    if (piece) {
      pieces.push(piece);
    }
    reason ??= chunk.choices[0]?.finish_reason;
    usage ??= chunk.usage;
  }

  assert.deepEqual(pieces, ['Hi', ' there.']);
  assert.equal(ids.size, 1);
  assert.equal(reason, 'stop');
  assert.equal(usage.total_tokens, 33);
});

test('puts a stream together', async () => {
  const answer = await client.chat.completions
    .stream(asking(gateway.hello))
    .finalChatCompletion();

  assert.equal(answer.choices[0].message.content, 'Hi there.');
  assert.equal(answer.choices[0].finish_reason, 'stop');
  assert.equal(answer.usage.total_tokens, 33);
});

test('runs a tool and sends its result back', async () => {
  const runner = client.chat.completions.runTools(
    asking(gateway.weather, { tools: [weatherTool] }),
  );

  assert.equal(await runner.finalContent(), 'Bern: 21 degrees');
});

test('runs two tools at once', async () => {
  const runner = client.chat.completions.runTools(
    asking(gateway.twoWeathers, { tools: [weatherTool] }),
  );

  assert.equal(await runner.finalContent(), 'Bern: 21 degrees, Rome: 29 degrees');
});

test('runs tools that it was called for in a stream', async () => {
  for (const [question, answer] of [
    [gateway.weather, 'Bern: 21 degrees'],
    [gateway.twoWeathers, 'Bern: 21 degrees, Rome: 29 degrees'],
  ]) {
    const calls = [];
    const runner = client.chat.completions
      .runTools(asking(question, { tools: [weatherTool], stream: true }))
      .on('functionToolCall', (call) => calls.push(call));

    assert.equal(await runner.finalContent(), answer);
    for (const call of calls) {
      assert.equal(call.name, 'get_weather');
      assert.ok(gateway.weatherOf(JSON.parse(call.arguments).city));
    }
  }
});

test('reads structured output by a schema of its own', async () => {
  const answer = await client.chat.completions.parse(
    asking(gateway.person, { response_format: zodResponseFormat(Person, 'person') }),
  );

  assert.deepEqual(answer.choices[0].message.parsed, { name: 'Ada Lovelace', born: 1815 });
});

test('reads structured output from a stream', async () => {
  const answer = await client.chat.completions
    .stream(asking(gateway.person, { response_format: zodResponseFormat(Person, 'person') }))
    .finalChatCompletion();

  assert.deepEqual(answer.choices[0].message.parsed, { name: 'Ada Lovelace', born: 1815 });
});

test('reads JSON without a schema', async () => {
  const answer = await client.chat.completions.create(
    asking(gateway.person, { response_format: { type: 'json_object' } }),
  );

  assert.equal(JSON.parse(answer.choices[0].message.content).born, 1815);
});

test('gets the reasoning', async () => {
  for (const effort of [{ reasoning_effort: 'high' }, { reasoning: { effort: 'high' } }]) {
    const { message } = (await client.chat.completions.create(asking(gateway.puzzle, effort)))
      .choices[0];

    assert.equal(message.reasoning, 'Six sevens are 42.');
    assert.equal(message.reasoning_content, 'Six sevens are 42.');
    assert.equal(message.content, '42');
  }
});

test('gets the reasoning from a stream', async () => {
  const stream = await client.chat.completions.create(
    asking(gateway.puzzle, { reasoning_effort: 'high', stream: true }),
  );
  let reasoning = '';
  let content = '';
  for await (const chunk of stream) {
    reasoning += chunk.choices[0]?.delta.reasoning ?? '';
    content += chunk.choices[0]?.delta.content ?? '';
  }

  assert.equal(reasoning, 'Six sevens are 42.');
  assert.equal(content, '42');
});

test('lists models', async () => {
  const ids = [];
  for await (const listed of client.models.list()) {
    ids.push(listed.id);
  }

  assert.ok(ids.includes(gateway.model));
  assert.equal((await client.models.retrieve('test/fractions')).id, 'test/fractions');
});

async function refusal(call, type, status, errorType, code, param = null) {
  const error = await call.then(
    () => assert.fail('no error'),
    (thrown) => thrown,
  );
  assert.ok(error instanceof type, `${error.constructor.name}: ${error.message}`);
  assert.equal(error.status, status);
  assert.equal(error.type, errorType);
  assert.equal(error.code, code);
  assert.equal(error.param, param);
  assert.match(error.requestID, /^req_/);
  return error;
}

function askWith(apiKey, body) {
  return client.withOptions({ apiKey }).chat.completions.create(body);
}

test('tells apart what was refused', async () => {
  const { completions } = client.chat;
  const question = asking(gateway.hello);
  const invalid = 'invalid_request_error';

  await refusal(
    completions.create({ ...question, model: 'gpt-unknown' }),
    OpenAI.BadRequestError, 400, invalid, 'invalid_model', 'model',
  );
  await refusal(
    completions.create({ ...question, n: 2 }),
    OpenAI.BadRequestError, 400, invalid, 'unsupported_parameter', 'n',
  );
  await refusal(
    askWith('sk-tollgate-wrong', question),
    OpenAI.AuthenticationError, 401, 'authentication_error', 'unauthorized',
  );
  await refusal(
    askWith(gateway.emptyKey, question),
    OpenAI.APIError, 402, 'insufficient_quota', 'insufficient_credits',
  );
  await refusal(
    client.models.retrieve('gpt-unknown'),
    OpenAI.NotFoundError, 404, 'not_found', 'model_not_found',
  );
});

test('does not wait for tomorrow when the day is full', async () => {
  const patient = client.withOptions({ apiKey: gateway.spentKey, maxRetries: 2 });

  const error = await refusal(
    patient.chat.completions.create(asking(gateway.hello)),
    OpenAI.RateLimitError, 429, 'rate_limit_error', 'rate_limit_exceeded',
  );

  assert.ok(Number(error.headers.get('retry-after')) >= 1);
});

test('sees a model that fails', async () => {
  for (const stream of [false, true]) {
    await refusal(
      client.chat.completions.create(asking(gateway.fail, { stream })),
      OpenAI.InternalServerError, 502, 'api_error', 'upstream_error',
    );
  }
});

test('sees a stream that breaks off', async () => {
  const stream = await client.chat.completions.create(asking(gateway.breakOff, { stream: true }));
  let seen = '';

  await assert.rejects(
    async () => {
      for await (const chunk of stream) {
        const piece = chunk.choices[0]?.delta.content;
        if (piece) {
          seen += piece;
          await client.chat.completions.create(asking(gateway.now));
        }
      }
    },
    (error) => error instanceof OpenAI.APIError && error.code === 'upstream_error',
  );
  assert.equal(seen, 'Hi there');
});
