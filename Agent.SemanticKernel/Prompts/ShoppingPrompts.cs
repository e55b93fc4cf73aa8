using System.Globalization;
using Agent.Plugins;
using Agent.Prompts;
using Microsoft.SemanticKernel;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Agent.SemanticKernel.Prompts;

/// <summary>The agent's prompt files as functions of a Kernel.</summary>
public static class ShoppingPrompts
{
    /// <summary>Reads a file in Semantic Kernel's prompt format: name, description, template_format, template, input_variables, execution_settings.</summary>
    /// <exception cref="ShopException">prompt_missing or prompt_broken: names the file, the line and what is expected there.</exception>
    public static KernelFunction CreateFunctionFromShoppingPrompt(this Kernel kernel, string path) => kernel.CreateFunctionFromPrompt(Read(path), new ShoppingPromptTemplateFactory());

    /// <summary>What the agent itself would not take is taken here neither; the members that only a Kernel knows are read besides.</summary>
    internal static PromptTemplateConfig Read(string path)
    {
        PromptFile.Load(path);
        var stream = new YamlStream();
        stream.Load(new StringReader(File.ReadAllText(path)));
        return new Reader(path).Config((YamlMappingNode)stream.Documents[0].RootNode);
    }

    private static ShopException Broken(string path, YamlNode at, string expected) => PromptFile.Broken(path, (int)at.Start.Line, expected);

    private sealed class Reader(string path)
    {
        public PromptTemplateConfig Config(YamlMappingNode root)
        {
            var config = new PromptTemplateConfig();
            foreach (var (key, value) in Members(root))
            {
                switch (key)
                {
                    case "name":
                        config.Name = Text(value);
                        break;
                    case "description":
                        config.Description = Text(value);
                        break;
                    case "template_format":
                        config.TemplateFormat = Text(value);
                        break;
                    case "template":
                        config.Template = Text(value);
                        break;
                    case "input_variables":
                        config.InputVariables = [.. Items(value).Select(Variable)];
                        break;
                    case "output_variable":
                        config.OutputVariable = new OutputVariable { Description = Find(value, "description") is { } description ? Text(description) : "" };
                        break;
                    case "execution_settings":
                        foreach (var (service, settings) in Members(value)) config.AddExecutionSettings(Settings(settings), service);
                        break;
                    default:
                        throw Broken(path, value, $"'{key}' is no member of a prompt");
                }
            }

            return config;
        }

        private InputVariable Variable(YamlNode node)
        {
            var variable = new InputVariable { IsRequired = false };
            foreach (var (key, value) in Members(node))
            {
                switch (key)
                {
                    case "name":
                        variable.Name = Text(value);
                        break;
                    case "description":
                        variable.Description = Text(value);
                        break;
                    case "default":
                        variable.Default = Value(value);
                        break;
                    case "is_required":
                        variable.IsRequired = Flag(value);
                        break;
                    case "json_schema":
                        variable.JsonSchema = Text(value);
                        break;
                    case "allow_dangerously_set_content":
                        variable.AllowDangerouslySetContent = Flag(value);
                        break;
                    default:
                        throw Broken(path, value, $"'{key}' is no member of an input variable");
                }
            }

            return variable;
        }

        private PromptExecutionSettings Settings(YamlNode node)
        {
            var (settings, more) = (new PromptExecutionSettings(), new Dictionary<string, object>(StringComparer.Ordinal));
            foreach (var (key, value) in Members(node))
            {
                switch (key)
                {
                    case "model_id":
                        settings.ModelId = Text(value);
                        break;
                    case "function_choice_behavior":
                        settings.FunctionChoiceBehavior = Choice(value);
                        break;
                    default:
                        if (Value(value) is { } given) more[key] = given;
                        break;
                }
            }

            if (more.Count > 0) settings.ExtensionData = more;
            return settings;
        }

        private FunctionChoiceBehavior Choice(YamlNode node) => (Find(node, "type") is { } type ? Text(type) : "") switch
        {
            "auto" => FunctionChoiceBehavior.Auto(),
            "required" => FunctionChoiceBehavior.Required(),
            "none" => FunctionChoiceBehavior.None(),
            _ => throw Broken(path, node, "type: auto, required or none is expected"),
        };

        private IEnumerable<(string Key, YamlNode Value)> Members(YamlNode node) =>
            node is YamlMappingNode map ? map.Children.Select(c => (Text(c.Key), c.Value)) : throw Broken(path, node, "a mapping is expected");

        private IEnumerable<YamlNode> Items(YamlNode node) => node is YamlSequenceNode list ? list.Children : throw Broken(path, node, "a list is expected");

        private YamlNode? Find(YamlNode node, string name) => Members(node).FirstOrDefault(m => m.Key == name).Value;

        private string Text(YamlNode node) => node is YamlScalarNode { Value: { } text } ? text : throw Broken(path, node, "a text is expected");

        private bool Flag(YamlNode node) => bool.TryParse(Text(node), out var flag) ? flag : throw Broken(path, node, "true or false is expected");

        private object? Value(YamlNode node) => node switch
        {
            YamlSequenceNode list => list.Children.Select(Value).ToArray(),
            YamlMappingNode => Members(node).ToDictionary(m => m.Key, m => Value(m.Value), StringComparer.Ordinal),
            YamlScalarNode { Style: ScalarStyle.Plain, Value: { } text } => Plain(text),
            _ => Text(node),
        };

        private static object? Plain(string text)
        {
            if (text is "" or "~" or "null") return null;
            if (bool.TryParse(text, out var flag)) return flag;
            if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)) return whole;
            return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : text;
        }
    }
}
