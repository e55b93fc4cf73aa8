using System.Diagnostics;
using System.Diagnostics.Metrics;
using Agent.Telemetry;

namespace Agent.Tests.Telemetry;

/// <summary>The spans and measurements of what runs in one test, told from those of all others by the trace that it opens.</summary>
internal sealed class Overheard : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Activity _root = new("test");
    private readonly ActivityListener _spans;
    private readonly MeterListener _meters = new();
    private readonly List<Activity> _ended = [];
    private readonly List<Measured> _measured = [];

    public Overheard()
    {
        _root.SetIdFormat(ActivityIdFormat.W3C).Start();
        _spans = new ActivityListener
        {
            ShouldListenTo = source => source.Name == AgentTelemetry.Name,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Keep,
        };
        ActivitySource.AddActivityListener(_spans);
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == AgentTelemetry.Name) listener.EnableMeasurementEvents(instrument);
        };
        _meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _meters.Start();
    }

    public ActivitySpanId Root => _root.SpanId;

    /// <summary>In the order of their ends.</summary>
    public IReadOnlyList<Activity> Spans
    {
        get
        {
            lock (_gate) return [.. _ended];
        }
    }

    public Activity Span(string name) => Spans.Where(s => s.DisplayName == name).ShouldHaveSingleItem();

    public IReadOnlyList<Measured> Measured(string instrument)
    {
        lock (_gate) return [.. _measured.Where(m => m.Instrument == instrument)];
    }

    /// <summary>Everything that any span or measurement says.</summary>
    public string Everything() => string.Join('\n', [
        .. Spans.Select(s => $"{s.DisplayName} {s.StatusDescription} {string.Join(' ', s.TagObjects.Select(t => $"{t.Key}={t.Value}"))} {string.Join(' ', s.Events.Select(e => e.Name))}"),
        .. _measured.Select(m => string.Join(' ', m.Tags.Select(t => $"{t.Key}={t.Value}")))]);

    public void Dispose()
    {
        _root.Dispose();
        _spans.Dispose();
        _meters.Dispose();
    }

    private void Keep(Activity span)
    {
        if (span.TraceId != _root.TraceId) return;
        lock (_gate) _ended.Add(span);
    }

    private void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (Activity.Current?.TraceId != _root.TraceId) return;
        lock (_gate) _measured.Add(new Measured(instrument.Name, instrument.Unit, value, new Dictionary<string, object?>(tags.ToArray(), StringComparer.Ordinal)));
    }
}

internal sealed record Measured(string Instrument, string? Unit, double Value, IReadOnlyDictionary<string, object?> Tags);
