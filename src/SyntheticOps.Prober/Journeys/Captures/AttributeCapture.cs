using SyntheticOps.Checks.Configuration;
using SyntheticOps.Checks.Words;
using SyntheticOps.Prober.Journeys.Reading;

namespace SyntheticOps.Prober.Journeys.Captures;

/// <summary>`{attribute-of: {role: link, name: Facture, attribute: href}}`: an attribute as written in the page.</summary>
internal sealed class AttributeCapture : ICaptureKind
{
    public string Name => "attribute-of";

    public CaptureSource Read(ConfigMap entry, Scope scope)
    {
        var map = entry.Find(Name)!.AsMap();
        var target = TargetReader.Read(map, scope);
        var attribute = map.Require("attribute")?.AsText() ?? "";
        return new(Saying.Of("in.attribute", attribute, target.Words), context =>
            context.Deadline.OfTimedAsync(target.On(context).First.GetAttributeAsync(attribute, new() { Timeout = context.Deadline.Milliseconds })));
    }
}
