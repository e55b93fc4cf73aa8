using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Agent.Telemetry;

namespace Agent.Host.Telemetry;

/// <summary>Collects the spans of each turn, and draws a turn as a tree with times, tokens and cost.</summary>
internal sealed class TraceTree : IDisposable
{
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly ActivityListener _listener;

    public TraceTree()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == AgentTelemetry.Name,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>The turns that have ended since it was last asked; empty for none.</summary>
    public string Take()
    {
        var spans = new List<Activity>();
        while (_ended.TryDequeue(out var span)) spans.Add(span);
        var children = spans.ToLookup(s => s.ParentSpanId);
        var tree = new StringBuilder();
        foreach (var root in spans.Where(s => s.Parent is null || spans.TrueForAll(p => p.SpanId != s.ParentSpanId)).OrderBy(s => s.StartTimeUtc)) Draw(tree, root, children, "", "");
        return tree.ToString();
    }

    public void Dispose() => _listener.Dispose();

    private static void Draw(StringBuilder tree, Activity span, ILookup<ActivitySpanId, Activity> children, string first, string rest)
    {
        var below = children[span.SpanId].OrderBy(s => s.StartTimeUtc).ToArray();
        tree.Append(first).Append(Line(span, below)).Append('\n');
        for (var i = 0; i < below.Length; i++)
        {
            var last = i == below.Length - 1;
            Draw(tree, below[i], children, rest + (last ? "└─ " : "├─ "), rest + (last ? "   " : "│  "));
        }
    }

    private static string Line(Activity span, Activity[] below)
    {
        var line = new StringBuilder(span.DisplayName).Append(CultureInfo.InvariantCulture, $"  {span.Duration.TotalMilliseconds:0.0} ms");
        if (span.GetTagItem("agent.first_token_seconds") is double seconds) line.Append(CultureInfo.InvariantCulture, $", first token {seconds * 1000:0.0} ms");
        if (span.GetTagItem("gen_ai.usage.input_tokens") is long input) line.Append(CultureInfo.InvariantCulture, $", {input} → {span.GetTagItem("gen_ai.usage.output_tokens")} tokens");
        if (span.GetTagItem("gen_ai.usage.cache_read.input_tokens") is long and > 0 and var cached) line.Append(CultureInfo.InvariantCulture, $" ({cached} cached)");
        if (span.GetTagItem("agent.cost_micros") is long and > 0 and var cost && CurrencyOf(span, below) is { } currency) line.Append(CultureInfo.InvariantCulture, $", {cost / 1_000_000m:0.000000} {currency}");
        if (span.GetTagItem("agent.prompt.hash") is string hash) line.Append(CultureInfo.InvariantCulture, $", prompt {span.GetTagItem("agent.prompt.name")} {span.GetTagItem("agent.prompt.version")} {hash}");
        if (span.GetTagItem("error.type") is string error) line.Append(", ").Append(error);
        return line.ToString();
    }

    /// <summary>Of a turn, its models'; null where they are paid in several, which have no sum.</summary>
    private static string? CurrencyOf(Activity span, Activity[] below) =>
        span.GetTagItem("agent.cost_currency") as string ?? (below.Select(s => s.GetTagItem("agent.cost_currency")).OfType<string>().Distinct(StringComparer.Ordinal).ToArray() is [var one] ? one : null);
}
