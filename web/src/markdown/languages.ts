/** The names of the highlighted languages, as users write them after the opening backticks. */
export const LANGUAGES: ReadonlySet<string> = new Set(
  (
    'bash sh zsh shell console c h cpp c++ cc csharp cs c# css diff patch go golang graphql gql html xml svg ini toml java ' +
    'javascript js jsx mjs cjs json jsonc kotlin kt less lua makefile make markdown md objectivec objc perl pl php ' +
    'python py r ruby rb rust rs scss sql swift typescript ts tsx yaml yml'
  ).split(' '),
);
