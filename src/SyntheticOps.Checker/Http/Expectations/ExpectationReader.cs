using SyntheticOps.Checks.Configuration;

namespace SyntheticOps.Checker.Http.Expectations;

/// <summary>Reads `expect`; without it a status of 2xx.</summary>
internal static class ExpectationReader
{
    public static IReadOnlyList<IExpectation> Read(ConfigNode? node)
    {
        if (node?.AsMap() is not { } map)
        {
            return [StatusExpectation.Default];
        }

        var all = new List<IExpectation> { map.Find("status") is { } status ? StatusExpectation.Read(status) : StatusExpectation.Default };
        Add("text", text => text.AsItemsOrOne().Select(item => TextExpectation.Read(item, present: true)));
        Add("text-absent", text => text.AsItemsOrOne().Select(item => TextExpectation.Read(item, present: false)));
        Add("regex", pattern => pattern.AsRegex() is { } regex ? [new RegexExpectation(regex)] : []);
        Add("header", HeaderExpectation.Read);
        Add("json", JsonExpectation.Read);
        Add("size", size => [SizeExpectation.Read(size.AsMap())]);
        Add("protocol", protocol => [ProtocolExpectation.Read(protocol)]);
        Add("time", time => TimeExpectation.Read(time.AsMap()));
        return all;

        void Add(string key, Func<ConfigNode, IEnumerable<IExpectation>> read)
        {
            if (map.Find(key) is { } found)
            {
                all.AddRange(read(found));
            }
        }
    }
}
