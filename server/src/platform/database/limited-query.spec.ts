import { Connection, Query } from 'pg';

test('the package pg has the undeclared methods on which LimitedQuery relies', () => {
  const methods = ['prepare', 'submit', 'handleDataRow', 'handleCommandComplete', 'handleError', 'handleReadyForQuery'];
  const missing = (target: object, names: string[]) =>
    names.filter((name) => typeof (target as Record<string, unknown>)[name] !== 'function');
  expect(missing(Query.prototype, methods)).toEqual([]);
  expect(missing(Connection.prototype, ['parse', 'bind', 'execute', 'sync'])).toEqual([]);
});

test('the package pg calls the undeclared methods on the query object itself, even for a statement without parameters', () => {
  const query = new Query({ text: 'select 1', queryMode: 'extended' } as never);
  const prepare = jest.fn();
  Object.assign(query, { prepare });
  const connection = { stream: {}, parsedStatements: {}, submittedNamedStatements: {} };
  query.submit(connection as unknown as Connection);
  expect(prepare).toHaveBeenCalledWith(connection);
});
