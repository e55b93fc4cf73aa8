using Agent.Host.Chat;
using Agent.Host.Models;
using Agent.Models;
using Agent.Plugins;

namespace Agent.Host.Tests.Models;

public sealed class ModelConfigurationTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Dictionary<string, string?> _environment = new(StringComparer.Ordinal);

    [Fact]
    public void Without_any_setting_express_plans_and_nothing_is_wrong()
    {
        var read = Read();

        read.Settings.Endpoints.ShouldBeEmpty();
        read.Settings.WordsReceipts.ShouldBeFalse();
        read.Problem.ShouldBeNull();
    }

    [Fact]
    public void A_key_is_enough()
    {
        _environment["OPENAI_API_KEY"] = " sk-123 ";

        var endpoint = Read().Settings.Endpoints.ShouldHaveSingleItem();

        (endpoint.Model, endpoint.Url, endpoint.ApiKey).ShouldBe((ModelConfiguration.DefaultModel, ModelEndpoint.DefaultUrl, "sk-123"));
        endpoint.ToString().ShouldNotContain("sk-123");
    }

    [Fact]
    public void Several_models_of_one_server_are_tried_in_order()
    {
        _environment["OPENAI_BASE_URL"] = "http://127.0.0.1:9/v1";
        _environment["OPENAI_MODEL"] = "big, small";

        Read().Settings.Endpoints.Select(e => (e.Model, e.Url.ToString(), e.ApiKey)).ShouldBe([("big", "http://127.0.0.1:9/v1", null), ("small", "http://127.0.0.1:9/v1", null)]);
    }

    [Theory]
    [InlineData("OPENAI_MODEL", "gpt", "OPENAI_API_KEY")]
    [InlineData("OPENAI_BASE_URL", "localhost:1234", "OPENAI_BASE_URL")]
    [InlineData("OPENAI_BASE_URL", "ftp://x", "OPENAI_BASE_URL")]
    [InlineData("OPENAI_BASE_URL", "v1", "OPENAI_BASE_URL")]
    public void What_is_missing_or_wrong_is_named(string variable, string value, string named)
    {
        _environment[variable] = value;

        var read = Read();

        read.Problem.ShouldNotBeNull().ShouldContain(named);
        read.Settings.Endpoints.ShouldBeEmpty();
    }

    [Fact]
    public void The_file_gives_models_prices_and_budgets()
    {
        Write("""
            {
              // tried in this order
              "models": [
                { "model": "local", "url": "http://127.0.0.1:8080/v1", "first_token_seconds": 4, "tokens_per_minute": 1000, "retries": 0 },
                { "model": "paid", "api_key": "k" },
              ],
              "prices": { "paid": { "input": 0.15, "output": 0.6, "cached_input": 0.075 } },
              "budget": { "conversation_tokens": 50000, "day_cost": 2000000 },
              "word_receipts": true,
            }
            """);

        var settings = Read().Settings;

        settings.Endpoints.Select(e => e.Model).ShouldBe(["local", "paid"]);
        var limits = settings.Endpoints[0].Limits;
        (limits.FirstToken, limits.TokensPerMinute, limits.Retries, limits.Price).ShouldBe((TimeSpan.FromSeconds(4), 1000, 0, null));
        settings.Endpoints[1].Limits.Price.ShouldBe(new ModelPrice(0.15m, 0.6m, 0.075m));
        (settings.Budget.ConversationTokens, settings.Budget.DayCost, settings.Budget.DayTokens).ShouldBe((50000, 2000000, null));
        settings.WordsReceipts.ShouldBeTrue();
    }

    [Fact]
    public void The_environment_stands_first_and_takes_its_price_from_the_file()
    {
        Write("""{ "models": [{ "model": "local", "url": "http://127.0.0.1:8080/v1" }], "prices": { "gpt": { "input": 1, "output": 2 } } }""");
        _environment["OPENAI_API_KEY"] = "k";
        _environment["OPENAI_MODEL"] = "gpt";

        var endpoints = Read().Settings.Endpoints;

        endpoints.Select(e => e.Model).ShouldBe(["gpt", "local"]);
        endpoints[0].Limits.Price.ShouldBe(new ModelPrice(1, 2));
    }

    [Fact]
    public void One_of_the_files_models_can_be_chosen_and_none_too()
    {
        Write("""{ "models": [{ "model": "a", "url": "http://127.0.0.1:1/v1" }, { "model": "b", "url": "http://127.0.0.1:2/v1" }] }""");

        Read("b").Settings.Endpoints.ShouldHaveSingleItem().Model.ShouldBe("b");
        Read("none").Settings.Endpoints.ShouldBeEmpty();
        Read("c").Problem.ShouldNotBeNull().ShouldContain("a, b");
    }

    [Theory]
    [InlineData(null, null, false)]
    [InlineData("true", null, true)]
    [InlineData(null, "true", true)]
    [InlineData("false", "true", false)]
    public void Traces_hold_what_is_said_only_where_that_is_asked_for(string? variable, string? file, bool asked)
    {
        _environment["OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT"] = variable;
        if (file is not null) Write($"{{ \"record_content\": {file} }}");

        Read().Settings.RecordsContent.ShouldBe(asked);
        Read("none").Settings.RecordsContent.ShouldBe(asked);
    }

    [Theory]
    [InlineData("{\n  \"modells\": []\n}", 2, "modells")]
    [InlineData("{\n  \"models\": [\n    { \"url\": \"http://x\" }\n  ]\n}", 3, "model")]
    [InlineData("{\n  \"budget\": { \"day_tokens\": \"many\" }\n}", 2, "")]
    [InlineData("not json", 1, "")]
    public void A_broken_file_is_told_by_line(string text, int line, string named)
    {
        Write(text);

        var error = Should.Throw<ShopException>(() => Read());

        error.Code.ShouldBe("configuration_broken");
        error.Message.ShouldStartWith($"{_folder.File("agent.json")}, line {line}: ");
        error.Message.ShouldContain(named);
    }

    [Theory]
    [InlineData("""{ "models": 3 }""")]
    [InlineData("""{ "modles": [] }""")]
    [InlineData("""{ "models": [{ "url": "http://127.0.0.1:1/v1" }] }""")]
    [InlineData("[]")]
    public void What_is_wrong_with_a_file_is_told_without_names_of_types(string text)
    {
        Write(text);

        var error = Should.Throw<ShopException>(() => Read()).Message;

        error.ShouldNotContain("Agent.Host");
        error.ShouldNotContain("System.");
        error.ShouldNotContain(".NET");
    }

    [Theory]
    [InlineData("""{ "models": [{ "model": "a", "url": "nope" }] }""", "url")]
    [InlineData("""{ "models": [{ "model": "a", "url": "ftp://x/v1" }] }""", "url")]
    [InlineData("""{ "models": [{ "model": " " }] }""", "model")]
    [InlineData("""{ "models": [null] }""", "model")]
    [InlineData("""{ "models": null }""", "models")]
    [InlineData("""{ "models": [{ "model": "a", "first_token_seconds": -1 }] }""", "first_token_seconds")]
    [InlineData("""{ "models": [{ "model": "a", "tokens_per_minute": 0 }] }""", "a minute's bound")]
    [InlineData("""{ "models": [{ "model": "a", "retries": -1 }] }""", "retries")]
    [InlineData("""{ "prices": { "a": { "input": -1, "output": 1 } } }""", "prices")]
    [InlineData("""{ "budget": { "day_cost": -5 } }""", "budget")]
    public void A_value_that_cannot_be_is_told_at_the_start_and_fails_no_turn(string text, string named)
    {
        Write(text);

        var error = Should.Throw<ShopException>(() => Read());

        error.Code.ShouldBe("configuration_broken");
        error.Message.ShouldStartWith(_folder.File("agent.json"));
        error.Message.ShouldContain(named);
    }

    public void Dispose() => _folder.Dispose();

    private ModelConfiguration Read(string? model = null) => ModelConfiguration.Read(new ChatOptions { DatabasePath = _folder.File("agent.db"), Model = model }, _environment.GetValueOrDefault);

    private void Write(string text) => File.WriteAllText(_folder.File("agent.json"), text);
}
