using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Http.Expectations;

/// <summary>One thing that an answer must be like. Pure: it only looks at what was seen.</summary>
internal interface IExpectation
{
    /// <summary>What is not as expected; null when all is well.</summary>
    Finding? Judge(HttpExchange exchange);
}
