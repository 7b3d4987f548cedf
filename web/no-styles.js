// What a style sheet is to Jest: `jest.config.js` puts this in its place.
export default {};
