import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HumanMessage, ToolMessage } from '@langchain/core/messages';
import { tool } from '@langchain/core/tools';
import { ChatOpenAI } from '@langchain/openai';
import { z } from 'zod';
import * as gateway from './gateway.js';

function modelWith(more = {}) {
  return new ChatOpenAI({
    model: gateway.model,
    apiKey: gateway.key,
    configuration: { baseURL: gateway.baseURL },
    maxRetries: 0,
    ...more,
  });
}

const model = modelWith();

const getWeather = tool(({ city }) => gateway.weatherOf(city), {
  name: 'get_weather',
  description: 'The weather in a city.',
  schema: z.object({ city: z.string() }),
});

const Person = z.object({ name: z.string(), born: z.number().int() });

const highEffort = { modelKwargs: { reasoning_effort: 'high' } };

async function joined(stream) {
  let whole;
  for await (const chunk of stream) {
    whole = whole === undefined ? chunk : whole.concat(chunk);
  }
  return whole;
}

test('invokes the model', async () => {
  const answer = await model.invoke(gateway.hello);

  assert.equal(answer.content, 'Hi there.');
  assert.match(answer.id, /^chatcmpl-/);
  assert.equal(answer.response_metadata.finish_reason, 'stop');
  assert.equal(answer.response_metadata.model_name, gateway.model);
  assert.equal(answer.usage_metadata.total_tokens, 33);
});

test('streams', async () => {
  const pieces = [];
  let usage;
  for await (const chunk of await model.stream(gateway.hello)) {
    if (chunk.content) {
      pieces.push(chunk.content);
    }
    usage ??= chunk.usage_metadata;
  }

  assert.deepEqual(pieces, ['Hi', ' there.']);
  // Usage on more than one chunk would be added up.
  assert.equal(usage.total_tokens, 33);
  assert.equal((await joined(await model.stream(gateway.hello))).usage_metadata.total_tokens, 33);
});

for (const [question, expected] of [
  [gateway.weather, 'Bern: 21 degrees'],
  [gateway.twoWeathers, 'Bern: 21 degrees, Rome: 29 degrees'],
]) {
  const bound = model.bindTools([getWeather]);

  for (const [how, ask] of [
    ['whole', (messages) => bound.invoke(messages)],
    ['streamed', async (messages) => joined(await bound.stream(messages))],
  ]) {
    test(`runs tools, ${how}: ${question}`, async () => {
      const messages = [new HumanMessage(question)];
      const asked = await ask(messages);
      messages.push(asked);
      for (const call of asked.tool_calls) {
        messages.push(await getWeather.invoke(call));
      }

      assert.ok(messages.at(-1) instanceof ToolMessage);
      assert.equal((await ask(messages)).content, expected);
    });
  }
}

test('reads structured output', async () => {
  for (const method of ['jsonSchema', 'jsonMode']) {
    const answer = await model.withStructuredOutput(Person, { method }).invoke(gateway.person);

    assert.deepEqual(answer, { name: 'Ada Lovelace', born: 1815 });
  }
});

test('gets the reasoning', async () => {
  const thinking = modelWith(highEffort);
  for (const answer of [
    await thinking.invoke(gateway.puzzle),
    await joined(await thinking.stream(gateway.puzzle)),
  ]) {
    assert.equal(answer.additional_kwargs.reasoning_content, 'Six sevens are 42.');
    assert.equal(answer.content, '42');
  }
});

async function refusal(model, question, status, code) {
  for (const call of [
    () => model.invoke(question),
    async () => joined(await model.stream(question)),
  ]) {
    const error = await call().then(
      () => assert.fail('no error'),
      (thrown) => thrown,
    );
    assert.equal(error.status, status, error.message);
    assert.equal(error.code, code);
  }
}

test('tells apart what was refused', async () => {
  await refusal(modelWith({ model: 'gpt-unknown' }), gateway.hello, 400, 'invalid_model');
  await refusal(modelWith({ apiKey: 'sk-tollgate-wrong' }), gateway.hello, 401, 'unauthorized');
  await refusal(modelWith({ apiKey: gateway.emptyKey }), gateway.hello, 402, 'insufficient_credits');
  await refusal(modelWith({ apiKey: gateway.spentKey }), gateway.hello, 429, 'rate_limit_exceeded');
  await refusal(model, gateway.fail, 502, 'upstream_error');
});

test('sees a stream that breaks off', async () => {
  let seen = '';
  await assert.rejects(async () => {
    for await (const chunk of await model.stream(gateway.breakOff)) {
      if (chunk.content) {
        seen += chunk.content;
        await model.invoke(gateway.now);
      }
    }
  }, { code: 'upstream_error' });
  assert.equal(seen, 'Hi there');
});
