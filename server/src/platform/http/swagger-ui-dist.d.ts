declare module 'swagger-ui-dist/absolute-path.js' {
  /** Returns the folder of Swagger UI's files. */
  export default function absolutePath(): string;
}
