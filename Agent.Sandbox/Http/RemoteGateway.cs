using System.Text.Json.Serialization.Metadata;
using Agent.Plugins;
using Agent.Plugins.Payments;
using Agent.Sandbox.Storage;

namespace Agent.Sandbox.Http;

/// <summary>The payment gateway of a world in another process.</summary>
internal sealed class RemoteGateway(WorldClient client) : IPaymentGateway
{
    private const string Name = "SandPay";

    public Task<Outcome<PaymentState>> AuthoriseAsync(string key, string personId, string method, Money amount, CancellationToken cancellationToken) =>
        PostAsync("authorise", new AuthoriseBody(key, personId, method, amount), WorldJson.Relaxed.AuthoriseBody, cancellationToken);

    public Task<Outcome<PaymentState>> CaptureAsync(string key, CancellationToken cancellationToken) =>
        PostAsync("capture", new KeyBody(key), WorldJson.Relaxed.KeyBody, cancellationToken);

    public async Task<PaymentState> VoidAsync(string key, CancellationToken cancellationToken) =>
        (await PostAsync("void", new KeyBody(key), WorldJson.Relaxed.KeyBody, cancellationToken)).Value ?? throw Silent();

    public Task<Outcome<PaymentState>> RefundAsync(string key, string refundKey, Money amount, CancellationToken cancellationToken) =>
        PostAsync("refund", new RefundBody(key, refundKey, amount), WorldJson.Relaxed.RefundBody, cancellationToken);

    public async Task<PaymentState?> FindAsync(string key, CancellationToken cancellationToken) =>
        (await client.PostAsync("/v1/payments/find", new KeyBody(key), WorldJson.Relaxed.KeyBody, PluginsJson.Relaxed.PaymentState, Name, cancellationToken))?.Value;

    private async Task<Outcome<PaymentState>> PostAsync<T>(string act, T body, JsonTypeInfo<T> json, CancellationToken cancellationToken) =>
        await client.PostAsync("/v1/payments/" + act, body, json, PluginsJson.Relaxed.PaymentState, Name, cancellationToken) ?? throw Silent();

    private static ShopException Silent() => new(ShopException.Unavailable, $"{Name} gave an empty answer.") { Subject = Name };
}
