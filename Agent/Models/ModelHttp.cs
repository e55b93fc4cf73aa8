namespace Agent.Models;

/// <summary>The connections to all model endpoints.</summary>
internal sealed class ModelHttp : IDisposable
{
    public HttpClient Client { get; } = OpenAIChatClient.CreateHttpClient();

    public void Dispose() => Client.Dispose();
}
