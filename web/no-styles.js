// Replaces style sheets in Jest; see `moduleNameMapper` in `jest.config.js`.
export default {};
