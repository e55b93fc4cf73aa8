using Agent;
using Agent.Plugins;
using Agent.Plugins.Storage;
using Agent.Sandbox;
using Agent.SemanticKernel;
using ExistingKernel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;

// The app as it was: a Kernel with a filter, and a model where there is one.
var message = args.Length > 0 ? string.Join(' ', args) : "two taro milk teas to the office, please";
var services = new ServiceCollection();
var kernel = services.AddKernel();
services.AddSingleton<IFunctionInvocationFilter, Audit>();
var (key, url) = (Environment.GetEnvironmentVariable("OPENAI_API_KEY"), Environment.GetEnvironmentVariable("OPENAI_BASE_URL"));
if (key is { Length: > 0 } || url is { Length: > 0 })
    kernel.AddOpenAIChatCompletion(Environment.GetEnvironmentVariable("OPENAI_MODEL") ?? "gpt-4.1-mini", new Uri(url is { Length: > 0 } ? url : "https://api.openai.com/v1"), key);

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
