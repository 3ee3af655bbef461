import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { APICallError, Output, generateText, stepCountIs, streamText, tool } from 'ai';
import { z } from 'zod';
import * as gateway from './gateway.js';

function modelFor(apiKey, id = gateway.model) {
  const tollgate = createOpenAICompatible({
    name: 'tollgate',
    baseURL: gateway.baseURL,
    apiKey,
    includeUsage: true,
    supportsStructuredOutputs: true,
  });
  return tollgate(id);
}

const model = modelFor(gateway.key);

const tools = {
  get_weather: tool({
    description: 'The weather in a city.',
    inputSchema: z.object({ city: z.string() }),
    execute: async ({ city }) => gateway.weatherOf(city),
  }),
};

const Person = z.object({ name: z.string(), born: z.number().int() });

const highEffort = { tollgate: { reasoningEffort: 'high' } };

test('generates a text', async () => {
  const answer = await generateText({ model, prompt: gateway.hello });

  assert.equal(answer.text, 'Hi there.');
  assert.equal(answer.finishReason, 'stop');
  assert.equal(answer.usage.inputTokens, 24);
  assert.equal(answer.usage.outputTokens, 9);
  assert.equal(answer.response.modelId, gateway.model);
  assert.match(answer.response.headers['x-request-id'], /^req_/);
});

test('streams a text', async () => {
  const answer = streamText({ model, prompt: gateway.hello });
  const pieces = [];
  for await (const piece of answer.textStream) {
    pieces.push(piece);
  }

  assert.deepEqual(pieces, ['Hi', ' there.']);
  assert.equal(await answer.finishReason, 'stop');
  assert.equal((await answer.usage).totalTokens, 33);
});

for (const [question, expected] of [
  [gateway.weather, 'Bern: 21 degrees'],
  [gateway.twoWeathers, 'Bern: 21 degrees, Rome: 29 degrees'],
]) {
  test(`runs tools: ${question}`, async () => {
    const answer = await generateText({
      model,
      tools,
      prompt: question,
      stopWhen: stepCountIs(2),
    });

    assert.equal(answer.steps[0].finishReason, 'tool-calls');
    assert.equal(answer.text, expected);
  });

  test(`runs tools in a stream: ${question}`, async () => {
    const answer = streamText({ model, tools, prompt: question, stopWhen: stepCountIs(2) });
    await answer.consumeStream();

    assert.equal((await answer.steps)[0].finishReason, 'tool-calls');
    assert.equal(await answer.text, expected);
  });
}

test('reads structured output', async () => {
  const question = { model, prompt: gateway.person, output: Output.object({ schema: Person }) };

  const whole = await generateText(question);
  const streamed = streamText(question);
  const steps = [];
  for await (const partial of streamed.partialOutputStream) {
    steps.push(partial);
  }

  assert.deepEqual(whole.output, { name: 'Ada Lovelace', born: 1815 });
  assert.deepEqual(steps.at(-1), whole.output);
});

test('reads JSON without a schema', async () => {
  const answer = await generateText({ model, prompt: gateway.person, output: Output.json() });

  assert.deepEqual(answer.output, { name: 'Ada Lovelace', born: 1815 });
});

test('gets the reasoning', async () => {
  const question = { model, prompt: gateway.puzzle, providerOptions: highEffort };

  const whole = await generateText(question);
  const streamed = streamText(question);
  await streamed.consumeStream();

  for (const answer of [whole, streamed]) {
    assert.equal(await answer.reasoningText, 'Six sevens are 42.');
    assert.equal(await answer.text, '42');
  }
});

test('sends the reasoning back without harm', async () => {
  const first = await generateText({ model, prompt: gateway.puzzle, providerOptions: highEffort });

  const second = await generateText({
    model,
    messages: [
      { role: 'user', content: gateway.puzzle },
      ...first.response.messages,
      { role: 'user', content: gateway.hello },
    ],
  });

  assert.equal(second.text, 'Hi there.');
});

async function refusal(apiKey, { id, prompt = gateway.hello }, status, code, isRetryable) {
  const error = await generateText({ model: modelFor(apiKey, id), prompt, maxRetries: 0 }).then(
    () => assert.fail('no error'),
    (thrown) => thrown,
  );
  assert.ok(APICallError.isInstance(error), error.message);
  assert.equal(error.statusCode, status);
  assert.equal(error.data.error.code, code);
  assert.equal(error.message, error.data.error.message);
  assert.equal(error.isRetryable, isRetryable);
}

test('tells apart what was refused', async () => {
  await refusal(gateway.key, { id: 'gpt-unknown' }, 400, 'invalid_model', false);
  await refusal('sk-tollgate-wrong', {}, 401, 'unauthorized', false);
  await refusal(gateway.emptyKey, {}, 402, 'insufficient_credits', false);
  await refusal(gateway.spentKey, {}, 429, 'rate_limit_exceeded', true);
  await refusal(gateway.key, { prompt: gateway.fail }, 502, 'upstream_error', true);
});

async function streamedParts(apiKey, prompt, onText = () => {}) {
  const answer = streamText({ model: modelFor(apiKey), prompt, maxRetries: 0, onError() {} });
  const parts = [];
  for await (const part of answer.fullStream) {
    parts.push(part);
    if (part.type === 'text-delta') {
      await onText();
    }
  }
  return parts;
}

test('sees a stream that is refused', async () => {
  for (const [apiKey, prompt, status] of [
    [gateway.emptyKey, gateway.hello, 402],
    [gateway.key, gateway.fail, 502],
  ]) {
    const parts = await streamedParts(apiKey, prompt);

    assert.equal(parts.find((part) => part.type === 'error').error.statusCode, status);
  }
});

test('sees a stream that breaks off', async () => {
  const breakNow = () => generateText({ model, prompt: gateway.now });
  const parts = await streamedParts(gateway.key, gateway.breakOff, breakNow);

  assert.equal(parts.find((part) => part.type === 'text-delta').text, 'Hi');
  assert.ok(parts.some((part) => part.type === 'error'));
  assert.equal(parts.findLast((part) => part.type === 'finish').finishReason, 'error');
});
