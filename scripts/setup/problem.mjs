// @ts-check

/** Something that only the person at the keyboard can put right: the message is the one sentence that they get to see. */
export class SetupProblem extends Error {
  /** @param {string} sentence what is missing, and how to get it */
  constructor(sentence) {
    super(sentence)
    this.name = 'SetupProblem'
  }
}
