using System.Text.Json.Serialization;
using Agent.Plugins;
using Agent.Plugins.Payments;
using Agent.Plugins.Platforms;
using Agent.Plugins.Vouchers;
using Agent.Sandbox.Http;
using Agent.Sandbox.Platforms;

namespace Agent.Sandbox.Storage;

/// <summary>The world's own records in JSON, in its database and on the wire; the form is that of <see cref="PluginsJson"/>.</summary>
[JsonSerializable(typeof(KeptQuote))]
[JsonSerializable(typeof(WorldOrder))]
[JsonSerializable(typeof(CancellationTerms))]
[JsonSerializable(typeof(ProblemResolution))]
[JsonSerializable(typeof(Placement))]
[JsonSerializable(typeof(IReadOnlyList<Voucher>))]
[JsonSerializable(typeof(PaymentState))]
[JsonSerializable(typeof(WorldState))]
[JsonSerializable(typeof(DemoData))]
[JsonSerializable(typeof(KeyBody))]
[JsonSerializable(typeof(TermsBody))]
[JsonSerializable(typeof(CancelBody))]
[JsonSerializable(typeof(ProblemBody))]
[JsonSerializable(typeof(AuthoriseBody))]
[JsonSerializable(typeof(RefundBody))]
[JsonSerializable(typeof(ErrorBody))]
internal sealed partial class WorldJson : JsonSerializerContext
{
    public static WorldJson Relaxed { get; } = new(PluginsJson.CreateOptions());
}
