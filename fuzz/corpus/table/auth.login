# auth.login

Opens a session for an employee by login and password. The session's key goes into `sid` of every
later request and lives for one hour. Each call opens one more session. The vendor keeps this way in
for existing programs; for new ones a token is better.

- effect: act
- source: PlanFix API auth.login

## Request

| name     | type   | note |
|----------|--------|------|
| login    | string | `required` `personal` Name under which the employee enters PlanFix; the requests of the session are made in this employee's name. |
| password | string | `required` `secret` The employee's password, in the clear. |

## Response

| name | type       | note |
|------|------------|------|
| sid  | string(32) | `required` `secret` Key of the session. |
