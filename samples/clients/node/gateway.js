// What the test that starts the gateway says about it, and the questions that its model knows.

function told(name) {
  const value = process.env[name];
  if (!value) {
    throw new Error(`${name} is not set: run the tests with mvn -Pnode verify`);
  }
  return value;
}

export const baseURL = told('TOLLGATE_BASE_URL');
/** A key that can pay, one whose account has no credits, and one whose requests of today are used up. */
export const key = told('TOLLGATE_KEY');
export const emptyKey = told('TOLLGATE_EMPTY_KEY');
export const spentKey = told('TOLLGATE_SPENT_KEY');

export const model = 'stansa-g4';

export const hello = 'Hello!';
export const weather = 'What is the weather in Bern?';
export const twoWeathers = 'What is the weather in Bern and in Rome?';
export const person = 'Who wrote the first program?';
export const puzzle = 'What is six times seven?';
export const fail = 'Fail.';
export const breakOff = 'Break off.';
/** Asked once the beginning of the answer to breakOff was seen: only then does it break. */
export const now = 'Now.';

/** What a program's own tool would look up. */
export function weatherOf(city) {
  return { Bern: '21 degrees', Rome: '29 degrees' }[city];
}
