namespace SyntheticOps.Collector.Detection;

/// <summary>A pure rule. It is registered under a name (`AddRule&lt;XRule&gt;("x")`), which `synops drill --without` takes.</summary>
internal interface IDetectionRule
{
    /// <summary>
    /// A signal for every cause that is confirmed now, and one for every cause in <see cref="CheckHistory.Open"/> that this
    /// rule opened. Signals carry the rule's name.
    /// </summary>
    IEnumerable<Signal> Evaluate(CheckHistory history);
}
