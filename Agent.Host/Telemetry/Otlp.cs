using Agent.Telemetry;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Agent.Host.Telemetry;

/// <summary>Sends traces and metrics by OTLP where OTEL_EXPORTER_OTLP_ENDPOINT names a collector; the other OTEL_ variables hold as well.</summary>
internal sealed class Otlp : IDisposable
{
    private readonly TracerProvider _traces;
    private readonly MeterProvider _metrics;

    private Otlp()
    {
        var resource = ResourceBuilder.CreateDefault().AddService("shopping-agent").AddEnvironmentVariableDetector();
        _traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(AgentTelemetry.Name).AddOtlpExporter().Build();
        _metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(AgentTelemetry.Name).AddOtlpExporter().Build();
    }

    /// <returns>Null where nobody asked for it.</returns>
    public static Otlp? Start() => string.IsNullOrWhiteSpace(Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT")) ? null : new Otlp();

    /// <summary>Sends what is left.</summary>
    public void Dispose()
    {
        _traces.Dispose();
        _metrics.Dispose();
    }
}
