using Agent;
using Agent.Plugins;
using Agent.Plugins.Storage;
using Agent.Sandbox;
using Agent.SemanticKernel;
using ExistingKernel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;

// The app as it was: a Kernel with a filter, and a model where there is a key.
var message = args.Length > 0 ? string.Join(' ', args) : "two taro milk teas to the office, please";
var services = new ServiceCollection();
var kernel = services.AddKernel();
services.AddSingleton<IFunctionInvocationFilter, Audit>();
if (Environment.GetEnvironmentVariable("OPENAI_API_KEY") is { Length: > 0 } key)
{
    var address = Environment.GetEnvironmentVariable("OPENAI_BASE_URL") is { Length: > 0 } url ? url : "https://api.openai.com/v1";
    kernel.AddOpenAIChatCompletion(Environment.GetEnvironmentVariable("OPENAI_MODEL") ?? "gpt-4.1-mini", new Uri(address), key);
}

// Shopping, in ten lines.
services.AddSingleton<IDatabase>(_ => SqliteDatabase.Open(SqliteDatabase.Memory))
    .AddSingleton<IdSource, RandomIds>()
    .AddSandbox(new SandboxOptions())   // or an IPaymentGateway, a TimeProvider and IPlatforms of your own
    .AddShoppingAgent()
    .UseKernel();
await using var provider = services.BuildServiceProvider();
var person = await DemoPerson.SeedAsync(provider, CancellationToken.None);
var agent = provider.GetRequiredService<ShoppingAgent>();
await foreach (var happened in agent.RunAsync(new UserMessage(person, "first", message)))
    if (happened is TextDelta text) Console.Write(text.Text);
